import assert from "node:assert/strict";
import { policies } from "../../policypack/policies";
import { isSecurityInput, securityInputsOf } from "../../policypack/securityInputs";
import { caseFiles, registrationsOf } from "./caseFiles";
import { findingsOf } from "./policyRun";
import type { Registration } from "./policyRun";
import { configuration, sampleProgram } from "./sampleProgram";

/** The same values, each read of which is told by its path. */
function recording<T extends object>(value: T, onRead: (path: string) => void, path = ""): T {
    return new Proxy(value, {
        get(target, key, receiver) {
            const found: unknown = Reflect.get(target, key, receiver);
            if (typeof key === "symbol" || (Array.isArray(target) && !/^\d+$/.test(key))) {
                return found;
            }
            const at = path === "" ? key : `${path}.${key}`;
            onRead(at);
            return typeof found === "object" && found !== null
                ? recording(found, onRead, at)
                : found;
        },
    });
}

/** A listed input, or a step on the way to one. */
function isListed(type: string, path: string): boolean {
    return (
        isSecurityInput(type, path) ||
        securityInputsOf(type).some((listed) => listed.startsWith(`${path}.`))
    );
}

/** What the policy reads of the resource that is not listed, as `type path`. */
async function unlistedReads(
    policy: (typeof policies)[number],
    registration: Registration,
    config: object,
): Promise<readonly string[]> {
    const reads = new Set<string>();
    const props = recording(registration.props, (path) => reads.add(path));
    await findingsOf(policy, { ...registration, props }, config);
    return [...reads]
        .filter((path) => !isListed(registration.type, path))
        .map((path) => `${policy.name}: ${registration.type} ${path}`);
}

describe("the security inputs", function () {
    this.timeout(60_000);

    it("contain everything that a rule reads in any case", async () => {
        const unlisted = new Set<string>();
        for (const file of caseFiles) {
            const policy = policies.find(({ name }) => name === file.policy);
            assert.ok(policy, file.file);
            for (const each of file.cases) {
                for (const registration of registrationsOf(file, each)) {
                    const config = { ...file.config, ...each.config };
                    for (const read of await unlistedReads(policy, registration, config)) {
                        unlisted.add(read);
                    }
                }
            }
        }

        assert.deepEqual([...unlisted].sort(), []);
    });

    it("contain everything that a rule reads of the sample program", async () => {
        const config = configuration("dev");
        const unlisted = new Set<string>();
        for (const registration of await sampleProgram("dev")) {
            for (const policy of policies) {
                const facts = config[policy.name] ?? {};
                for (const read of await unlistedReads(policy, registration, facts)) {
                    unlisted.add(read);
                }
            }
        }

        assert.deepEqual([...unlisted].sort(), []);
    });
});
