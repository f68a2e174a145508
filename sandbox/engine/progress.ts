/** Where long steps tell how far they are; the command line shows it, tests record it. */
export interface Progress {
    step(title: string): ProgressStep;
}

export interface ProgressStep {
    update(text: string): void;
    done(text?: string): void;
    fail(text: string): void;
}
