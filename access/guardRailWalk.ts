import { ownNamespace } from "./clusterWalk";
import { no, yes } from "./finding";
import { asObject } from "./properties";
import type { Registration } from "./registration";
import { stepOf } from "./step";
import type { Probe, Step } from "./step";
import type { Ground } from "./walk";

/** Whoever lets pods in: the API server, asked without making one. */
export interface PodAdmission {
    /** Nothing where it lets the pod in, else what it says. */
    refusal(namespace: string, pod: object): Promise<string | undefined>;
}

const container = { name: "walk-probe", image: "walk-probe" };

/** What training pods ask for and what gets them onto their node, as the API server sees it. */
const strays: readonly { readonly what: string; readonly spec: object }[] = [
    { what: "on the host's network", spec: { hostNetwork: true } },
    {
        what: "with a volume of the host",
        spec: { volumes: [{ name: "host", hostPath: { path: "/" } }] },
    },
    {
        what: "with a privileged container",
        spec: { containers: [{ ...container, securityContext: { privileged: true } }] },
    },
];

/** Asked where the team has an admission policy; without one, pods are not held and nothing is. */
export async function guardRailSteps({ team, podAdmission }: Ground): Promise<readonly Step[]> {
    const namespace = ownNamespace(team);
    const [serviceAccount] = team.serviceAccounts;
    if (
        podAdmission === undefined ||
        namespace === undefined ||
        !team.admissionPolicies.some((policy) => isAbout(policy, namespace))
    ) {
        return [];
    }
    const probe = async (what: string, spec: object): Promise<Probe> => {
        const pod = podOf({ containers: [container], ...spec });
        const refusal = await podAdmission.refusal(namespace, pod);
        return {
            what,
            finding:
                refusal === undefined
                    ? yes("the API server would let it in")
                    : no(`the API server says: ${refusal}`),
        };
    };
    return [
        stepOf(`may a training pod with EFA be created in namespace "${namespace}"?`, true, [
            await probe("training", {
                serviceAccountName: serviceAccount?.name,
                containers: [
                    {
                        ...container,
                        resources: { limits: { "vpc.amazonaws.com/efa": "1" } },
                        securityContext: { capabilities: { add: ["IPC_LOCK"] } },
                    },
                ],
                volumes: [{ name: "shmem", emptyDir: { medium: "Memory" } }],
            }),
        ]),
        stepOf(
            `may a pod that reaches for its node be created in namespace "${namespace}"?`,
            false,
            await Promise.all(strays.map(({ what, spec }) => probe(`a pod ${what}`, spec))),
        ),
    ];
}

function isAbout(policy: Registration, namespace: string): boolean {
    const { matchConstraints } = asObject(policy.inputs.spec);
    const { matchLabels } = asObject(asObject(matchConstraints).namespaceSelector);
    return asObject(matchLabels)["kubernetes.io/metadata.name"] === namespace;
}

/** Without a queue's label, task governance refuses a pod before anybody else looks at it. */
function podOf(spec: object): object {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "walk-probe", labels: { "kueue.x-k8s.io/queue-name": "walk-probe" } },
        spec,
    };
}
