/** Ways into a cluster that no registered access entry shows, and what each of them is. */
export const otherWays: ReadonlyMap<string, string> = new Map([
    [
        "aws:eks/identityProviderConfig:IdentityProviderConfig",
        "an identity provider, which says itself who somebody is and in which groups",
    ],
    [
        "aws:eks/capability:Capability",
        "a capability, which acts in the cluster for people and documents that no policy sees",
    ],
    // https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
    [
        "aws:eks/nodeGroup:NodeGroup",
        "a node group, whose role EKS lets in as a node by an entry of its own",
    ],
    [
        "aws:eks/fargateProfile:FargateProfile",
        "a Fargate profile, whose role EKS lets in as a node by an entry of its own",
    ],
]);
