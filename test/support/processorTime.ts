/**
 * What some work gives, and how many milliseconds of the processor it takes: what else the machine
 * does meanwhile is not the work's doing. Machines differ still, so compare with other work, or leave
 * room for many times what is usual.
 */
export function measured<T>(work: () => T): { readonly result: T; readonly processorMs: number } {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    return { result, processorMs: (user + system) / 1000 };
}
