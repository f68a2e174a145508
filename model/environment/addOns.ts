import type { Path, Report } from "../issue";
import type { AddOnInput } from "./governanceSchema";

export type Management = "managed" | "adopted";

/** An EKS add-on: the program's own, at a version or at EKS's choice, or somebody else's. */
export type AddOn =
    | { readonly management: "adopted" }
    | { readonly management: "managed"; readonly version?: string };

export interface AddOns {
    readonly podIdentityAgent: AddOn;
    readonly taskGovernance: AddOn;
}

/**
 * What EKS calls them.
 * https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
export const addOnNames: Readonly<Record<keyof AddOns, string>> = {
    podIdentityAgent: "eks-pod-identity-agent",
    taskGovernance: "amazon-sagemaker-hyperpod-taskgovernance",
};

export function joinAddOns(
    input: Readonly<Record<keyof AddOns, AddOnInput>>,
    path: Path,
    report: Report,
): AddOns {
    const join = (key: keyof AddOns): AddOn => {
        const { management, version } = input[key];
        if (management === "managed") {
            return { management, ...(version === undefined ? {} : { version }) };
        }
        if (version !== undefined) {
            report.error(
                [...path, key, "version"],
                `got a version of an add-on that somebody else owns; remove it, or say "management: managed"`,
            );
        }
        return { management };
    };
    return { podIdentityAgent: join("podIdentityAgent"), taskGovernance: join("taskGovernance") };
}
