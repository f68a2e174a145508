import type { ResourceValidationPolicy } from "@pulumi/policy";
import { otherWays } from "../eks/otherWays";
import { needs } from "../facts";
import { shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { judge, unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

const facts = needs({});
const clusterType = "aws:eks/cluster:Cluster";

/** How a cluster lets people in; EKS keeps the other value where one is absent. */
const settings = [
    { path: "accessConfig.authenticationMode", wanted: "API" },
    // Whoever creates a cluster is its administrator otherwise, for good.
    { path: "accessConfig.bootstrapClusterCreatorAdminPermissions", wanted: false },
    // EKS Auto Mode lets its nodes' role in by an entry of its own.
    { path: "computeConfig.nodeRoleArn", wanted: undefined },
] as const;

export const eksClusterLetsInByAccessEntriesAlone: ResourceValidationPolicy = {
    name: "eks-cluster-lets-in-by-access-entries-alone",
    description:
        "A cluster lets people in by access entries, which are judged, and in no other way.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        'Set the authentication mode to "API" and bootstrapClusterCreatorAdminPermissions to false, and let people in by access entries.',
    url: "https://docs.aws.amazon.com/eks/latest/userguide/grant-k8s-access.html",
    configSchema: facts.schema,
    // CloudFormation's forms of these types are none that the pack reads, and so are refused.
    validateResource: judge(
        facts,
        ({ type }) => type === clusterType || otherWays.has(type),
        (resource) =>
            resource.type === clusterType ? clusterFindings(resource) : wayFindings(resource),
    ),
};

function wayFindings({ type, name }: Resource): readonly Finding[] {
    return [
        {
            subject: `resource "${name}"`,
            problem: "opens a way into the cluster that no access entry shows",
            found: otherWays.get(type) ?? type,
            wanted: "access entries alone",
            fix: "let people in by access entries",
        },
    ];
}

function clusterFindings(resource: Resource): readonly Finding[] {
    const subject = `cluster "${resource.name}"`;
    return settings.flatMap(({ path, wanted }): readonly Finding[] => {
        const input = inputAt(resource.props, path);
        if (input.state === "unknown") {
            return [unknownAtPreview(undefined, subject, input.path, shown(wanted))];
        }
        const value = input.state === "known" ? input.value : undefined;
        // Providers take the text "false" for the word.
        return String(value) === String(wanted)
            ? []
            : [
                  {
                      subject,
                      problem: "lets in others than its access entries say",
                      found: `${shown(value)} at "${path}"`,
                      wanted: shown(wanted),
                      fix: "have access entries alone decide",
                  },
              ];
    });
}
