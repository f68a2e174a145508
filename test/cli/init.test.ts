import assert from "node:assert/strict";
import { parse } from "yaml";
import { starterNames, starterRoster, valuesToReplace } from "../../model/rosterEdit/starterRoster";
import { exampleFile, readProjectFile } from "../support/example";
import { rosterFolder } from "../support/rosterFolder";
import type { RosterFolder } from "../support/rosterFolder";
import { smallProject, smallRoster } from "../support/smallRoster";

describe("hyperpod-teams init", () => {
    let at: RosterFolder;

    const given = (files: Readonly<Record<string, string>>) => {
        at = rosterFolder(files);
        return at;
    };

    afterEach(() => {
        at.dispose();
    });

    it("writes a roster that checks clean, and names every value to replace with its place", () => {
        given({});

        const { code, stdout, stderr } = at.run(["init"]);

        assert.deepEqual([code, stderr], [0, ""]);
        assert.deepEqual(at.names(), ["Pulumi.dev.yaml", "teams.schema.json", "teams.yaml"]);
        assert.deepEqual(stdout.split("\n").slice(0, 5), [
            "wrote Pulumi.dev.yaml, teams.yaml and teams.schema.json",
            "teams.yaml is fine: 1 team in dev",
            "",
            "The values are examples, good for a try in the sandbox. Replace with your own:",
            "  Pulumi.dev.yaml:10  hyperpod-teams:organizationId: o-exampleorg1",
        ]);
        assert.deepEqual(
            [...stdout.matchAll(/^ {2}(\S+):(\d+) {2}(.*)$/gm)].map(
                ([, file = "", line, value]) => {
                    const text = at.read(file).split("\n")[Number(line) - 1] ?? "";
                    return text.includes(value ?? "?") && text.includes(" # yours");
                },
            ),
            ["Pulumi.dev.yaml", "teams.yaml"].flatMap((file) =>
                (at.read(file).match(/ # yours/g) ?? []).map(() => true),
            ),
        );
        assert.equal(at.run(["check"]).stdout, "teams.yaml is fine: 1 team in dev\n");
    });

    it("gives editors the schema that the project has", () => {
        given({});

        at.run(["init"]);

        assert.equal(at.read("teams.schema.json"), readProjectFile("teams.schema.json"));
        assert.equal(
            at.read("teams.yaml").split("\n")[0],
            "# yaml-language-server: $schema=./teams.schema.json",
        );
    });

    it("shows in comments what checks clean as well", () => {
        const commented = /^ {4}# (?=[a-zA-Z]+:|  - )/gm;
        const text = starterRoster(starterNames);
        const optional = text.indexOf("    # All of these");
        given({
            ...smallProject(
                text.slice(0, optional) + text.slice(optional).replace(commented, "    "),
            ),
        });

        const { code, stdout } = at.run(["check"]);

        assert.deepEqual([code, stdout], [0, "teams.yaml is fine: 1 team in dev and prod\n"]);
        const { teams } = parse(at.read("teams.yaml")) as { teams: { vision: object } };
        assert.deepEqual(Object.keys(teams.vision), [
            "description",
            "cluster",
            "scientists",
            "compute",
            "data",
            "owners",
            "contact",
            "tags",
            "expires",
            "viewers",
            "robots",
            "serviceAccounts",
        ]);
    });

    it("takes the names of the environments that are there, and leaves their files alone", () => {
        const { "teams.yaml": _, ...environments } = smallProject();
        const renamed = Object.fromEntries(
            Object.entries(environments).map(([name, text]) => [
                name,
                text
                    .replaceAll("training", "shared")
                    .replaceAll("research", "people")
                    .replaceAll("curated:", "lake:")
                    .replaceAll("bucket: curated", "bucket: lake"),
            ]),
        );
        given(renamed);

        const { code, stdout } = at.run(["init"]);

        assert.equal(code, 0);
        assert.deepEqual(stdout.split("\n").slice(0, 2), [
            "wrote teams.yaml and teams.schema.json",
            "teams.yaml is fine: 1 team in dev and prod",
        ]);
        for (const [name, text] of Object.entries(renamed)) {
            assert.equal(at.read(name), text);
        }
    });

    it("begins with the environment that --stack names", () => {
        given({});

        const { code } = at.run(["init", "--stack", "prod"]);

        assert.equal(code, 0);
        assert.deepEqual(at.names(), ["Pulumi.prod.yaml", "teams.schema.json", "teams.yaml"]);
    });

    it("overwrites nothing", () => {
        const files = { ...smallProject(), "teams.schema.json": "{}\n" };
        given(files);

        assert.deepEqual(at.run(["init"]), {
            code: 1,
            stdout: "",
            stderr: 'hyperpod-teams: teams.yaml, Pulumi.dev.yaml and Pulumi.prod.yaml are here already: nothing was written; --force begins anew and keeps the old files as "….bak"\n',
        });
        for (const [name, text] of Object.entries(files)) {
            assert.equal(at.read(name), text);
        }
    });

    it("keeps the old files with --force, also when it is given twice", () => {
        given(smallProject());

        assert.equal(at.run(["init", "--force"]).code, 0);
        assert.equal(at.run(["init", "--force"]).code, 0);

        assert.equal(at.read("teams.yaml.bak"), smallRoster);
        assert.equal(at.read("Pulumi.dev.yaml.bak"), exampleFile("Pulumi.dev.yaml"));
        assert.equal(at.read("Pulumi.prod.yaml"), exampleFile("Pulumi.prod.yaml"));
        assert.equal(at.run(["check"]).stdout, "teams.yaml is fine: 1 team in dev and prod\n");
    });

    it("fails on a name that would be a file elsewhere", () => {
        given({});

        assert.deepEqual(at.run(["init", "--stack", "../x"]), {
            code: 2,
            stdout: "",
            stderr: 'hyperpod-teams: --stack: got "../x"; expected a name of letters, digits, "_", "-" and "."\n',
        });
        assert.deepEqual(at.names(), []);
    });
});

describe("the values of a starter", () => {
    it("are the lines that say so, without their comments", () => {
        assert.deepEqual(
            valuesToReplace("# a # yours\na: 1 # yours\n  - { b: 2 } # yours: why\nc: 3 # why\n"),
            [
                { line: 2, value: "a: 1" },
                { line: 3, value: "{ b: 2 }" },
            ],
        );
    });
});
