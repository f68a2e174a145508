/** The part of the file's name that a person chooses. */
const stackFile = /^Pulumi\.([A-Za-z0-9_-][\w.-]*)\.yaml$/;

/**
 * The environment that a file in the project's folder describes. `Pulumi.<stack>.deploy.yaml` is about
 * one, too, and describes how Pulumi Deployments runs it.
 */
export function stackOf(file: string): string | undefined {
    const stack = stackFile.exec(file)?.[1];
    return stack?.endsWith(".deploy") === true ? undefined : stack;
}
