/**
 * Types of @pulumi/aws that make resources out of what nobody registers, and what each makes them of.
 */
export const outOfSight: ReadonlyMap<string, string> = new Map([
    ["aws:cloudformation/stackSet:StackSet", "a template for other accounts"],
    ["aws:cloudformation/stackSetInstance:StackSetInstance", "a template for other accounts"],
    ["aws:cloudformation/stackInstances:StackInstances", "a template for other accounts"],
    [
        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
        "a template of a repository",
    ],
    ["aws:servicecatalog/provisionedProduct:ProvisionedProduct", "a template of a catalog"],
]);
