import { shown } from "../finding";
import { inputAt } from "../inputs";
import type { Inputs } from "../inputs";

export type Binding =
    | { readonly account: string; readonly unknown?: undefined; readonly found?: undefined }
    | { readonly account?: undefined; readonly unknown: string; readonly found?: undefined }
    | { readonly account?: undefined; readonly unknown?: undefined; readonly found: string };

/** The one account that an AWS provider can reach; it compares before it makes anything. */
export function boundAccount(props: Inputs): Binding {
    const skipped = inputAt(props, "skipRequestingAccountId");
    const ids = inputAt(props, "allowedAccountIds");
    const unknown = [skipped, ids].find((input) => input.state === "unknown");
    if (unknown !== undefined) {
        return { unknown: unknown.path };
    }
    if (skipped.state === "known" && String(skipped.value) !== "false") {
        return { found: "skipRequestingAccountId, after which nothing is compared" };
    }
    if (ids.state !== "known") {
        return { found: `nothing at "allowedAccountIds"` };
    }
    const list = parsed(ids.value);
    const [account] = Array.isArray(list) && list.length === 1 ? (list as unknown[]) : [];
    return typeof account === "string"
        ? { account }
        : { found: `${shown(list)} at "allowedAccountIds"` };
}

/** The SDK hands a provider's lists over as JSON text. */
function parsed(value: unknown): unknown {
    if (typeof value !== "string") {
        return value;
    }
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return value;
    }
}
