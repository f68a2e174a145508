import * as assert from "node:assert/strict";
import { engineEnvironment } from "../../../sandbox/engine/environment";
import type { Engine } from "../../../sandbox/engine/provision";
import { sandboxAt } from "../../../sandbox/sandbox";

const engine: Engine = {
    pulumi: "/opt/pulumi/bin/pulumi",
    version: "v3.248.0",
    origin: "path",
    languageHost: "official",
};

describe("the environment of the sandbox's children", () => {
    it("holds the sandbox's world, and of the user's only what leads nowhere", () => {
        const base = {
            PATH: "/usr/bin:/bin",
            HOME: "/home/someone",
            LANG: "C.UTF-8",
            AWS_PROFILE: "production",
            AWS_ACCESS_KEY_ID: "key",
            KUBECONFIG: "/home/someone/.kube/config",
            KUBERNETES_SERVICE_HOST: "10.0.0.1",
            PULUMI_ACCESS_TOKEN: "token",
            PULUMI_BACKEND_URL: "https://backend.example.com",
            PULUMI_STACK: "prod",
            HTTPS_PROXY: "http://proxy.example.com",
            http_proxy: "http://proxy.example.com",
            NODE_OPTIONS: "--inspect",
            TS_NODE_FILES: "true",
        };
        assert.deepEqual(engineEnvironment(sandboxAt("/sandbox"), engine, base), {
            PATH: "/sandbox/bin:/opt/pulumi/bin:/usr/bin:/bin",
            HOME: "/home/someone",
            LANG: "C.UTF-8",
            HYPERPOD_TEAMS_SANDBOX: "/sandbox",
            PULUMI_HOME: "/sandbox/pulumi/home",
            PULUMI_BACKEND_URL: "file:///sandbox/pulumi/backend",
            PULUMI_CONFIG_PASSPHRASE: "sandbox",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
        });
    });

    it("escapes what would mean something in the backend's address", () => {
        const { PULUMI_BACKEND_URL } = engineEnvironment(sandboxAt("/a b/50%#?"), engine, {});
        assert.equal(PULUMI_BACKEND_URL, "file:///a%20b/50%25%23%3F/pulumi/backend");
    });

    it("adds no empty folder to PATH, which would mean the current one", () => {
        const { PATH } = engineEnvironment(sandboxAt("/sandbox"), engine, {});
        assert.equal(PATH, "/sandbox/bin:/opt/pulumi/bin");
    });
});
