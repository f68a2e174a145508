import type { Sandbox } from "../sandbox";
import { ApiUnreachable, askApi, type ApiObject, type ApiRequest } from "./apiRequest";
import { clusterEndpoint, ownTokens } from "./clusterAccess";

/** Asks the sandbox's own API server in the administrator's name. */
export async function askAsAdministrator(
    sandbox: Sandbox,
    request: ApiRequest,
): Promise<ApiObject> {
    const { endpoint, certificateAuthorityData } = clusterEndpoint(sandbox);
    try {
        return await askApi(
            {
                endpoint,
                tls: { ca: Buffer.from(certificateAuthorityData, "base64") },
                headers: { authorization: `Bearer ${ownTokens(sandbox).administrator}` },
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
