import type { Progress } from "../../sandbox/engine/progress";

/** For whoever sets up what the tests need and has nobody to tell. */
export const silentProgress: Progress = {
    step: () => ({ update: () => undefined, done: () => undefined, fail: () => undefined }),
};
