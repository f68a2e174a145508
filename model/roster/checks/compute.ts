import type { Report } from "../../issue";
import type { InstancesInput } from "../rosterComputeSchema";
import type { TeamEntry } from "../rosterEntry";

export function checkCompute(entry: TeamEntry, report: Report): void {
    const { compute } = entry.input;
    if (compute === undefined) {
        return;
    }
    checkList(entry, "instances", compute.instances, report);
    checkList(entry, "absoluteBorrowLimits", compute.absoluteBorrowLimits ?? [], report);
    for (const [index, { vCpu, memoryInGiB }] of compute.instances.entries()) {
        if (vCpu !== undefined || memoryInGiB !== undefined) {
            // A quota counts what the instance type has by name, not what a node can allocate.
            report.warning(
                entry.at("compute", "instances", index),
                "vCPU and memory are counted as the instance type has them by name; a node allocates less, so pods that ask for all of it are admitted and stay pending",
            );
        }
    }
    if (compute.sharing === "lend-and-borrow") {
        return;
    }
    for (const field of ["borrowLimit", "absoluteBorrowLimits"] as const) {
        if (compute[field] !== undefined) {
            report.error(
                entry.at("compute", field),
                `got a limit with "sharing: ${compute.sharing}"; it needs "sharing: lend-and-borrow"`,
            );
        }
    }
}

/** An instance type stands once, or once a MIG profile: amounts of different forms do not add up. */
function checkList(
    entry: TeamEntry,
    field: "instances" | "absoluteBorrowLimits",
    list: readonly InstancesInput[],
    report: Report,
): void {
    for (const [index, one] of list.entries()) {
        const { instanceType } = one;
        const twins = list.slice(0, index).filter((each) => each.instanceType === instanceType);
        const twin = twins.find((each) => formOf(each) === formOf(one));
        if (twin !== undefined) {
            report.error(
                entry.at("compute", field, index, "instanceType"),
                `instance type "${instanceType}" is listed twice${profile(one)}; add the amounts up`,
            );
        } else if (twins.some((each) => !(isPartition(each) && isPartition(one)))) {
            report.error(
                entry.at("compute", field, index, "instanceType"),
                `instance type "${instanceType}" is listed in two forms; keep one of them: whole instances, accelerators with vCPU and memory, or partitions`,
            );
        }
    }
}

function formOf({ count, acceleratorPartition }: InstancesInput): string {
    return acceleratorPartition?.type ?? (count === undefined ? "resources" : "instances");
}

function isPartition({ acceleratorPartition }: InstancesInput): boolean {
    return acceleratorPartition !== undefined;
}

function profile({ acceleratorPartition }: InstancesInput): string {
    return acceleratorPartition === undefined ? "" : ` with profile "${acceleratorPartition.type}"`;
}
