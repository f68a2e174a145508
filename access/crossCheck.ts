/**
 * A second opinion: somebody who answers the same concrete questions from what really stands in the
 * accounts, and not from what was registered. He shares nothing with this folder but these shapes.
 */
export interface CrossCheck {
    /** May `principal` (a role's ARN or a service) take the role in a request with this context? */
    assumeRole(question: AssumeRoleQuestion): Promise<SecondOpinion>;
    /** Does the cluster let in whoever comes with this role? */
    enterCluster(question: EntryQuestion): Promise<SecondOpinion>;
    /** Does a pod of this service account get the role through an association? */
    assumeForPod(question: PodQuestion): Promise<SecondOpinion>;
    /** May the role read, or write, the object through the access point? */
    accessObject(question: ObjectQuestion): Promise<SecondOpinion>;
    /** May FSx read, or write, the object for whoever mounts the file system? */
    accessThroughFileSystem(question: FileSystemQuestion): Promise<SecondOpinion>;
}

export interface SecondOpinion {
    readonly allowed: boolean;
    readonly because: string;
}

export interface AssumeRoleQuestion {
    readonly principal: string;
    readonly roleArn: string;
    readonly actions: readonly string[];
    readonly context: Readonly<Record<string, string>>;
}

export interface EntryQuestion {
    readonly clusterArn: string;
    readonly roleArn: string;
}

export type ObjectAction = "s3:GetObject" | "s3:PutObject";

export interface PodQuestion {
    readonly clusterArn: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly roleArn: string;
}

export interface ObjectQuestion {
    readonly roleArn: string;
    readonly action: ObjectAction;
    readonly accessPointArn: string;
    readonly key: string;
    readonly context: Readonly<Record<string, string>>;
}

export interface FileSystemQuestion {
    readonly fileSystemId: string;
    readonly action: ObjectAction;
    readonly bucket: string;
    readonly key: string;
}
