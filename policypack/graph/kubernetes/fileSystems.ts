import { associationType, lustreType } from "../../aws/fileSystems";
import { isObject } from "../../inputs";
import { accountOfArn } from "../arn";
import type { Draft } from "../draft";
import type { GraphEstate } from "../estate";
import { grantOf } from "../grant";
import type { Evidence } from "../graph";
import { partitionOf } from "../partition";
import { isUnknown, textOf, valueAt } from "../read";
import type { GraphResource } from "../resource";

/** The file systems that the stack makes or names. */
export interface FileSystems {
    /** The node of one that a volume names by its id. */
    byId(id: string): string;
    /** Those that an input may be of, which is not known before the rollout. */
    behind(resource: GraphResource, input: string): readonly string[];
}

const reading = ["s3:GetObject", "s3:ListBucket"];
const writing = ["s3:DeleteObject", "s3:PutObject"];

/** Reads the file systems, and draws an edge from each to what is linked with it. */
export function fileSystemEdges(estate: GraphEstate, draft: Draft): FileSystems {
    const made = new Map<string, string>();
    for (const resource of estate.ofType(lustreType)) {
        made.set(resource.urn, madeNode(estate, draft, resource));
    }
    const systems: FileSystems = {
        byId: (id) => draft.node({ id: `file-system:${id}`, kind: "file-system", label: id }),
        behind: ({ sources = {} }, input) => {
            const own = (sources[input] ?? []).flatMap((urn) => made.get(urn) ?? []);
            return own.length > 0 ? own : [...made.values()];
        },
    };
    for (const resource of estate.ofType(associationType)) {
        const id = textOf(resource, "fileSystemId");
        const path = textOf(resource, "dataRepositoryPath") ?? "s3://*/*";
        const exported = valueAt(resource, "s3.autoExportPolicy").state !== "absent";
        const evidence: Evidence = {
            urn: resource.urn,
            document: `data repository association "${resource.name}"`,
        };
        for (const from of id === undefined
            ? systems.behind(resource, "fileSystemId")
            : [systems.byId(id)]) {
            link(draft, from, path, exported, resource, evidence);
        }
    }
    for (const resource of estate.ofType(lustreType)) {
        const from = made.get(resource.urn) ?? "";
        const evidence = { urn: resource.urn, document: `file system "${resource.name}"` };
        for (const [input, exported] of [
            ["importPath", false],
            ["exportPath", true],
        ] as const) {
            const path = isUnknown(resource, input) ? "s3://*/*" : textOf(resource, input);
            if (path !== undefined) {
                link(draft, from, path, exported, resource, evidence);
            }
        }
    }
    return systems;
}

function madeNode(estate: GraphEstate, draft: Draft, resource: GraphResource): string {
    const arn = textOf(resource, "arn");
    const tags = valueAt(resource, "tags");
    const name = tags.state === "known" && isObject(tags.value) ? tags.value.Name : undefined;
    const label = typeof name === "string" ? name : resource.name;
    const id = resource.id ?? arn?.slice(arn.lastIndexOf("/") + 1) ?? label;
    const account = accountOfArn(arn ?? "") ?? resource.placement.accountId;
    const team = estate.teamOf(resource);
    return draft.node({
        id: `file-system:${id}`,
        kind: "file-system",
        label,
        urn: resource.urn,
        ...(account === undefined ? {} : { account }),
        ...(team === undefined ? {} : { team }),
    });
}

/** FSx reads and writes with a role of its own; whoever mounts the file system has what it fetched. */
function link(
    draft: Draft,
    from: string,
    path: string,
    exported: boolean,
    { placement: { region } }: GraphResource,
    evidence: Evidence,
): void {
    const [, bucket = "*", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
    const to = draft.node({
        id: `arn:${partitionOf(region)}:s3:::${bucket}`,
        kind: "bucket",
        label: bucket,
    });
    draft.grant(
        { kind: "link", from, to },
        grantOf(
            exported ? [...reading, ...writing] : reading,
            [`object/${prefix}*`, `prefix/${prefix}*`],
            [evidence],
        ),
    );
}
