import type { Sandbox } from "../sandbox";
import type { Authorization } from "./authorization";
import { authorizeEntry } from "./authorizeEntry";
import type { EnterClusterRequest } from "./authorizeEntry";
import { authorizeFileSystem } from "./authorizeFileSystem";
import type { FileSystemRequest } from "./authorizeFileSystem";
import { authorizeObject } from "./authorizeObject";
import type { ObjectRequest } from "./authorizeObject";
import { authorizePodIdentity } from "./authorizePod";
import type { PodIdentityRequest } from "./authorizePod";
import { authorizeAssumeRole } from "./authorizeRole";
import type { AssumeRoleRequest } from "./authorizeRole";

/** Every question that the accounts answer, bound to one sandbox. */
export function authorizerOf(sandbox: Sandbox): {
    assumeRole(request: AssumeRoleRequest): Promise<Authorization>;
    enterCluster(request: EnterClusterRequest): Promise<Authorization>;
    assumeForPod(request: PodIdentityRequest): Promise<Authorization>;
    accessObject(request: ObjectRequest): Promise<Authorization>;
    accessThroughFileSystem(request: FileSystemRequest): Promise<Authorization>;
} {
    return {
        assumeRole: (request) => Promise.resolve(authorizeAssumeRole(sandbox, request)),
        enterCluster: (request) => Promise.resolve(authorizeEntry(sandbox, request)),
        assumeForPod: (request) => Promise.resolve(authorizePodIdentity(sandbox, request)),
        accessObject: (request) => Promise.resolve(authorizeObject(sandbox, request)),
        accessThroughFileSystem: (request) =>
            Promise.resolve(authorizeFileSystem(sandbox, request)),
    };
}
