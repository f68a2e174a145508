import assert from "node:assert/strict";
import { judge } from "../../../access/diff/allowance";
import { differenceOf } from "../../../access/diff/difference";
import type { AccessGraph } from "../../../policypack/graph/graph";
import { anyOf, edge, exampleClaims, exampleGraph } from "../../support/exampleGraph";
import { withEdge, withGrants } from "../../support/graphEdits";

const vision = "arn:aws:iam::111122223333:role/hyperpod-vision-data";
const auditor = "arn:aws:iam::999988887777:role/auditor";
const base = exampleGraph("vision", "speech");

function prefixed(prefix: string): AccessGraph {
    return withGrants(
        base,
        ({ kind, from }) => kind === "data" && from === vision,
        (grant) => ({ ...grant, on: anyOf(`object/${prefix}*`) }),
    );
}

const robotics = vision.replace("vision", "robotics");
const stranger = {
    id: auditor,
    kind: "principal",
    label: "auditor",
    account: "999988887777",
} as const;

function assuming(from: string, role: string) {
    return edge("assume", from, role, { actions: anyOf("sts:AssumeRole"), on: anyOf(role) });
}

const letIn = withEdge(base, assuming(auditor, vision), stranger);
const open = withEdge(
    base,
    edge("assume", "anyone", vision, { actions: anyOf("sts:AssumeRole"), on: anyOf(vision) }),
    { id: "anyone", kind: "anyone", label: "anyone" },
);

interface Case {
    readonly does: string;
    readonly head: AccessGraph;
    readonly allowed: readonly string[];
    readonly beyond: number;
    readonly unread?: readonly string[];
    readonly unused?: readonly string[];
}

const cases: readonly Case[] = [
    { does: "allows nothing by itself", head: prefixed("vis"), allowed: [], beyond: 1 },
    {
        does: "lets a team gain what is its own",
        head: prefixed("vis"),
        allowed: ["vision"],
        beyond: 0,
    },
    {
        does: "asks for both teams where one gains what the other has",
        head: prefixed(""),
        allowed: ["vision"],
        beyond: 1,
        unused: ["vision"],
    },
    {
        does: "lets teams share what both name",
        head: prefixed(""),
        allowed: ["vision", "speech"],
        beyond: 0,
    },
    {
        does: "lets in no stranger by a team's name",
        head: letIn,
        allowed: ["vision"],
        beyond: 1,
        unused: ["vision"],
    },
    { does: "lets in whoever is named", head: letIn, allowed: [auditor], beyond: 0 },
    {
        does: "lets in whoever a pattern fits",
        head: letIn,
        allowed: ["arn:aws:iam::999988887777:role/*"],
        beyond: 0,
    },
    {
        does: "takes a pattern at its word",
        head: letIn,
        allowed: ["auditor"],
        beyond: 1,
        unused: ["auditor"],
    },
    {
        does: "lets in anyone only by that word",
        head: open,
        allowed: ["vision"],
        beyond: 1,
        unused: ["vision"],
    },
    { does: "lets in anyone by that word", head: open, allowed: ["anyone"], beyond: 0 },
    {
        does: "allows a new team by its name",
        head: exampleGraph("vision", "speech", "robotics"),
        allowed: ["robotics"],
        beyond: 0,
    },
    {
        does: "lets in no stranger by the name of a new team",
        head: withEdge(
            exampleGraph("vision", "speech", "robotics"),
            assuming(auditor, robotics),
            // A graph takes whoever one team alone lets in for one of its own.
            { ...stranger, team: "robotics" },
        ),
        allowed: ["robotics"],
        beyond: 1,
    },
    {
        does: "lets in no other service by the name of a new team",
        head: withEdge(
            exampleGraph("vision", "speech", "robotics"),
            assuming("service:ec2.amazonaws.com", robotics),
            { id: "service:ec2.amazonaws.com", kind: "service", label: "ec2.amazonaws.com" },
        ),
        allowed: ["robotics"],
        beyond: 1,
    },
    { does: "has nothing against a loss", head: exampleGraph("vision"), allowed: [], beyond: 0 },
    {
        does: "counts what is not read",
        head: { ...base, unread: ["queue policy"] },
        allowed: ["vision"],
        beyond: 0,
        unread: ["queue policy"],
        unused: ["vision"],
    },
    {
        does: "allows what is not read by that word",
        head: { ...base, unread: ["x"] },
        allowed: ["unread"],
        beyond: 0,
    },
];

describe("what a difference may hold", () => {
    for (const { does, head, allowed, beyond, unread = [], unused = [] } of cases) {
        it(does, () => {
            const judgement = judge(
                differenceOf(base, head, exampleClaims("vision", "speech", "robotics")),
                allowed,
            );

            assert.deepEqual(
                { ...judgement, beyond: judgement.beyond.length },
                { beyond, unread, unused },
            );
        });
    }
});
