const dayInMs = 24 * 60 * 60 * 1_000;

/** A moment's day in UTC, "YYYY-MM-DD": accounts and people are in many time zones. */
export function dayOf(moment: Date): string {
    return moment.toISOString().slice(0, 10);
}

/** How many days lie between two days; negative where the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
    return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayInMs;
}
