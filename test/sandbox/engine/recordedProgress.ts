import type { Progress } from "../../../sandbox/engine/progress";

export interface RecordedProgress extends Progress {
    readonly said: readonly string[];
}

export function recordedProgress(): RecordedProgress {
    const said: string[] = [];
    const say = (text: string | undefined): void => {
        said.push(text ?? "");
    };
    return { said, step: () => ({ update: say, done: say, fail: say }) };
}
