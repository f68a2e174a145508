import { clusterEndpoint } from "../kubernetes/clusterAccess";
import { createTeamNamespace, deleteTeamNamespace } from "../kubernetes/namespaces";
import { serve } from "../provider/server";
import { AwsProvider } from "./provider";

/** `pulumi-resource-aws`: the engine starts one for every account. */
void serve(
    (sandbox) =>
        new AwsProvider(sandbox, {
            endpoint: () => clusterEndpoint(sandbox),
            createTeamNamespace: (team) => createTeamNamespace(sandbox, team),
            deleteTeamNamespace: (team) => deleteTeamNamespace(sandbox, team),
        }),
);
