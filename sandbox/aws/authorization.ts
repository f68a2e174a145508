/**
 * What the simulated accounts answer to one concrete request, decided from what stands in them now:
 * a role that was deleted and made again is another principal here, whatever was registered.
 */
export interface Authorization {
    readonly allowed: boolean;
    readonly because: string;
}

export function refused(because: string): Authorization {
    return { allowed: false, because };
}
