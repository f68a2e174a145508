/** Something a user can mend: its message is all there is to show. */
export class CommandError extends Error {
    readonly exitCode: number;

    constructor(message: string, exitCode = 1) {
        super(message);
        this.exitCode = exitCode;
    }
}
