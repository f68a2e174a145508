import type { Finding } from "../finding";
import { inputAt } from "../inputs";
import { unknownAtPreview } from "../judge";
import type { Resource } from "../judge";

/** A finding for each of these inputs that is there, since none of them should be. */
export function presentInputs(
    { props }: Resource,
    paths: readonly string[],
    { subject, wanted }: Pick<Finding, "subject" | "wanted">,
    tell: (path: string, value: unknown) => Pick<Finding, "problem" | "found" | "fix">,
): readonly Finding[] {
    return paths.flatMap((path): readonly Finding[] => {
        const input = inputAt(props, path);
        switch (input.state) {
            case "absent":
                return [];
            case "unknown":
                return [unknownAtPreview(undefined, subject, input.path, wanted)];
            case "known":
                return [{ subject, wanted, ...tell(path, input.value) }];
        }
    });
}
