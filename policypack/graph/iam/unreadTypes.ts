import { classicForms } from "../../aws/cloudFormationTypes";
import { copiesOut } from "../../aws/copiesOut";
import { isJudgedType } from "../../aws/judgedTypes";
import { outOfSight } from "../../aws/outOfSight";
import { cloudControlType, readCloudFormation, stackType } from "../../aws/registered";
import { otherWays } from "../../eks/otherWays";
import { inputAt } from "../../inputs";
import type { Inputs } from "../../inputs";
import type { Resource } from "../../judge";
import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import { asRegistered } from "../resource";

/** CloudFormation types that decide about hardware and let nobody in. */
const opensNothing: ReadonlySet<string> = new Set([
    "AWS::SageMaker::ClusterSchedulerConfig",
    "AWS::SageMaker::ComputeQuota",
]);

/** What of AWS might let somebody in without an edge of the graph: nobody reads what it opens. */
export function unreadTypes(estate: GraphEstate, draft: Draft): void {
    for (const resource of estate.resources) {
        if (resource.type.startsWith("aws:")) {
            for (const what of unreadIn(asRegistered(resource))) {
                draft.unread(`resource "${resource.name}" is not read: ${what}`);
            }
        }
    }
}

function unreadIn(resource: Resource): readonly string[] {
    if (resource.type !== cloudControlType && resource.type !== stackType) {
        return unreadOf(resource.type, resource.props);
    }
    const reading = readCloudFormation(resource);
    if (reading.state !== "read") {
        return [`what "${reading.path}" makes`];
    }
    return reading.resources.flatMap(({ typeName, properties }) => {
        const forms = classicForms(typeName, properties);
        return forms === undefined
            ? opensNothing.has(typeName)
                ? []
                : [`whom a "${typeName}" lets in`]
            : forms.flatMap(({ type, props }) => unreadOf(type, props));
    });
}

function unreadOf(type: string, props: Inputs): readonly string[] {
    const what = otherWays.get(type) ?? outOfSight.get(type);
    const copies = (copiesOut.get(type) ?? []).filter(
        (path) => inputAt(props, path).state !== "absent",
    );
    return [
        ...(what === undefined ? [] : [what]),
        ...(what === undefined && !isJudgedType(type) ? [`whom a "${type}" lets in`] : []),
        ...copies.map((path) => `where "${path}" copies objects to`),
    ];
}
