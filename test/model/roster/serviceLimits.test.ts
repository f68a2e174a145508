import assert from "node:assert/strict";
import { parseRoster } from "../../../model/roster/roster";
import { exampleEnvironment, exampleSetting } from "../../support/example";

/** What no file of a readable size can show: rosters of a thousand teams. */
describe("the service limits of a large roster", () => {
    const raised = { roles: 10_000, accessPoints: 10_000, trustPolicyCharacters: 2_048 };

    /** The example's environment with every limit raised that can be, and a bucket for every ten teams. */
    function roomyEnvironment() {
        const example = exampleEnvironment();
        const accounts = new Map(
            [...example.accounts].map(([alias, account]) => [
                alias,
                { ...account, limits: raised },
            ]),
        );
        const inRaised = <T extends { readonly account: { readonly alias: string } }>(
            entry: T,
        ) => ({
            ...entry,
            account: accounts.get(entry.account.alias) ?? assert.fail("an account of the example"),
        });
        const curated = inRaised(
            example.buckets.get("telemetry") ?? assert.fail("an example bucket"),
        );
        const { key: _none, ...plain } = curated;
        const lake = example.keys.get("lake") ?? assert.fail("an example key");
        const { capacity, ...training } = inRaised(
            example.clusters.get("training") ?? assert.fail("an example cluster"),
        );
        assert.ok(capacity !== undefined);
        return {
            ...example,
            accounts,
            // Without a capacity: the teams alone are counted here.
            clusters: new Map([["training", training]]),
            buckets: new Map(
                ["b", "k"].flatMap((letter) =>
                    Array.from({ length: 120 }, (_, index) => {
                        const alias = `${letter}${index}`;
                        const bucket = { ...plain, alias, name: `acme-${alias}` };
                        return [alias, letter === "k" ? { ...bucket, key: lake } : bucket] as const;
                    }),
                ),
            ),
        };
    }

    function roster(count: number, more: (index: number) => readonly string[]): string {
        const teams = Array.from({ length: count }, (_, index) => [
            `  team${index}:`,
            "    cluster: training",
            "    scientists: [{ account: research, permissionSet: Scientist }]",
            "    compute: { instances: [{ instanceType: ml.g5.12xlarge, count: 1 }] }",
            ...more(index).map((line) => `    ${line}`),
        ]);
        return ["teams:", ...teams.flat(), ""].join("\n");
    }

    const members = [
        "viewers: [{ account: research, permissionSet: Viewer }]",
        "robots: [{ account: automation, role: gitlab-runner }]",
    ];
    const accounts = Array.from({ length: 20 }, (_, index) => `sa${index}`).join(", ");

    const cases = [
        {
            what: "access entries near the limit",
            text: roster(900, () => members),
            issues: [
                'warning: 2,700 access entries on cluster "training"; AWS allows 3,000, so 90 % are in use: the limit cannot be raised; spread the teams over clusters',
            ],
        },
        {
            what: "access entries beyond the limit",
            text: roster(1_001, () => members),
            issues: [
                'error: 3,003 access entries on cluster "training"; AWS allows 3,000: the limit cannot be raised; spread the teams over clusters',
            ],
        },
        {
            what: "pod identity associations near the limit",
            text: roster(200, (index) => [
                `data: [{ bucket: b${index % 100}, prefix: t${index}/ }]`,
                `serviceAccounts: [${accounts}]`,
            ]),
            issues: [
                'warning: 4,000 pod identity associations on cluster "training"; AWS allows 5,000, so 80 % are in use: the limit cannot be raised; give teams fewer service accounts, or spread them over clusters',
            ],
        },
        {
            what: "pod identity associations beyond the limit",
            text: roster(251, (index) => [
                `data: [{ bucket: b${index % 100}, prefix: t${index}/ }]`,
                `serviceAccounts: [${accounts}]`,
            ]),
            issues: [
                'error: 5,020 pod identity associations on cluster "training"; AWS allows 5,000: the limit cannot be raised; give teams fewer service accounts, or spread them over clusters',
            ],
        },
        {
            what: "a bucket policy that lists too many access points",
            text: roster(360, (index) => [`data: [{ bucket: b0, prefix: t${index}/ }]`]),
            issues: [
                'warning: the policy of bucket "b0" would have 21,451 bytes with the access points of 360 teams; AWS allows 20,480: it leaves reading to "arn:aws:s3:us-west-2:777788889999:accesspoint/*-b0", for data roles alone; have the pack\'s configuration say so under "accessPoints" of the bucket, or spread the teams\' data over buckets',
            ],
        },
        {
            what: "a bucket policy that lists too many writers",
            text: roster(360, (index) => [
                `data: [{ bucket: b0, prefix: t${index}/, mode: read-write }]`,
            ]),
            issues: [
                'warning: the policy of bucket "b0" would have 42,874 bytes with the access points of 360 teams; AWS allows 20,480: it leaves reading and writing to "arn:aws:s3:us-west-2:777788889999:accesspoint/*-b0", for data roles alone; have the pack\'s configuration say so under "accessPoints" of the bucket, or spread the teams\' data over buckets',
            ],
        },
        {
            what: "a key policy that lists too many roles",
            text: roster(600, (index) => [
                `data: [{ bucket: k${index % 10}, prefix: t${index}/ }]`,
            ]),
            issues: [
                'error: 37,248 bytes in the policy of key "lake", which lists the data roles of all teams on its buckets; AWS allows 32,768: let "access" of the key be "grants", or give buckets keys of their own',
            ],
        },
        {
            what: "a bucket policy that lists nearly too many access points",
            text: roster(280, (index) => [`data: [{ bucket: b0, prefix: t${index}/ }]`]),
            issues: [
                'warning: 16,731 bytes in the policy of bucket "b0", which lists the access points of 280 teams; AWS allows 20,480, so 82 % are in use: beyond that it names access points by their ending; spread the teams\' data over buckets',
            ],
        },
    ];

    for (const { what, text, issues } of cases) {
        it(`tells ${what}`, () => {
            const parsed = parseRoster("teams.yaml", text, roomyEnvironment(), exampleSetting);

            assert.deepEqual(
                parsed.issues.map(({ severity, message }) => `${severity}: ${message}`),
                issues,
            );
        });
    }
});
