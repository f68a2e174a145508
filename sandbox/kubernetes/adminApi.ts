import type { Sandbox } from "../sandbox";
import type { ReviewedIdentity } from "./accessReview";
import { ApiUnreachable, askApi, type ApiObject, type ApiRequest } from "./apiRequest";
import { clusterEndpoint, ownTokens } from "./clusterAccess";

/** Asks the sandbox's own API server in the administrator's name, or as somebody else by his leave. */
export async function askAsAdministrator(
    sandbox: Sandbox,
    request: ApiRequest,
    impersonated?: ReviewedIdentity,
): Promise<ApiObject> {
    const { endpoint, certificateAuthorityData } = clusterEndpoint(sandbox);
    try {
        return await askApi(
            {
                endpoint,
                tls: { ca: Buffer.from(certificateAuthorityData, "base64") },
                headers: {
                    authorization: `Bearer ${ownTokens(sandbox).administrator}`,
                    ...(impersonated === undefined ? {} : impersonation(impersonated)),
                },
            },
            request,
        );
    } catch (error) {
        if (error instanceof ApiUnreachable) {
            throw new ApiUnreachable(
                `the cluster of the sandbox "${sandbox.root}" is not running; start it with "hyperpod-teams sandbox up"`,
                { cause: error },
            );
        }
        throw error;
    }
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
function impersonation({ user, groups }: ReviewedIdentity) {
    // The API server adds "system:authenticated" by itself.
    return { "impersonate-user": user, "impersonate-group": groups };
}
