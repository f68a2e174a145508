import Table from "cli-table3";
import * as picocolors from "picocolors";
import type { Estate, RegisteredTeam } from "./estate";
import { estateOf } from "./estate";
import { ownNamespace } from "./clusterWalk";
import { keyPatternsBelow } from "./bucket";
import type { RegisteredAccessPoint } from "./bucket";
import { text } from "./properties";
import type { Registration } from "./registration";
import type { RegisteredRole } from "./role";
import type { Step, Walk } from "./walk";

export interface ReportForm {
    /** Columns of the terminal. */
    readonly width: number;
    /** Colours and frames; without them the text is fit for a file or another program. */
    readonly rich: boolean;
    /** The reasons of every answer, or of the wrong ones alone. */
    readonly reasons: "all" | "wrong";
}

/** The form for where the text goes: frames and colours for a terminal that wants them only. */
export function formFor(output: {
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
}): ReportForm {
    const isTerminal = output.isTTY === true;
    return {
        width: Math.min(Math.max((isTerminal ? output.columns : undefined) ?? 120, 80), 120),
        rich: isTerminal && picocolors.isColorSupported,
        reasons: "all",
    };
}

const missing = "(missing)";

/** What stands now: team, accounts, roles, namespace and data, one row a team. */
export function renderTeams(registrations: readonly Registration[], form: ReportForm): string {
    const estate = estateOf(registrations);
    if (estate.teams.length === 0) {
        return "no team is registered\n";
    }
    const head = ["team", "members", "cluster and namespace", "data"];
    const rows = estate.teams.map((team) => cellsOf(estate, team));
    const colors = picocolors.createColors(form.rich);
    const table = new Table({
        head: head.map((title) => colors.bold(title)),
        style: { head: [], border: [], ...(form.rich ? {} : { "padding-left": 0 }) },
        ...(form.rich ? {} : { chars: plainFrame }),
    });
    const widths = widthsOf([head.map((title) => [title]), ...rows], form.width);
    for (const row of rows) {
        table.push(
            row.map((lines, column) => {
                const cell = lines.flatMap((line) => folded(line, widths[column] ?? 1)).join("\n");
                return column === 0 ? colors.bold(cell) : cell;
            }),
        );
    }
    // Another program would trip over the spaces that fill up a frameless table.
    return `${form.rich ? table.toString() : table.toString().replaceAll(/ +$/gm, "")}\n`;
}

/** The walked path of every team, question by question. */
export function renderWalks(walks: readonly Walk[], form: ReportForm): string {
    const colors = picocolors.createColors(form.rich);
    const blocks = walks.map(({ team, steps }) => {
        const wrong = steps.filter(isWrong).length;
        const verdict =
            wrong === 0
                ? colors.green(`${steps.length} of ${steps.length} as they should be`)
                : colors.red(`${wrong} of ${steps.length} wrong`);
        const lines = steps.flatMap((step) => stepLines(step, form, colors));
        return [`${colors.bold(team)}  ${verdict}`, ...lines].join("\n");
    });
    return blocks.length === 0 ? "no team is registered\n" : `${blocks.join("\n\n")}\n`;
}

function stepLines(
    step: Step,
    { width, reasons }: ReportForm,
    colors: ReturnType<typeof picocolors.createColors>,
): readonly string[] {
    const wrong = isWrong(step);
    const answer = step.answer ? "yes" : "no";
    const said = wrong ? `${answer}, expected ${step.expected ? "yes" : "no"}` : answer;
    const [first = "", ...rest] = folded(`${step.question} ${said}`, width - 4);
    const mark = wrong ? colors.red("✗") : colors.green("✓");
    const because = wrong || reasons === "all" ? folded(step.because, width - 6) : [];
    const paint = wrong ? colors.red : (line: string) => line;
    return [
        `  ${mark} ${paint(first)}`,
        ...rest.map((line) => `    ${paint(line)}`),
        ...because.map((line) => `      ${colors.dim(line)}`),
    ];
}

function isWrong({ answer, expected }: Step): boolean {
    return answer !== expected;
}

/** One row: the lines of each cell. */
function cellsOf(estate: Estate, team: RegisteredTeam): readonly (readonly string[])[] {
    const entry = team.audiences.flatMap(({ accessEntries }) => accessEntries)[0];
    const cluster = entry === undefined ? missing : (text(entry, "clusterName") ?? missing);
    return [
        [team.name],
        team.audiences.flatMap(({ memberRoles }) =>
            memberRoles.length === 0 ? roleLines(undefined) : memberRoles.flatMap(roleLines),
        ),
        [
            ...team.audiences.flatMap(({ accessRole }) => roleLines(accessRole)),
            `cluster ${cluster}`,
            ownNamespace(team) ?? `namespace ${missing}`,
        ],
        dataLines(estate, team),
    ];
}

function dataLines(estate: Estate, team: RegisteredTeam): readonly string[] {
    const lines =
        team.dataRole === undefined && team.accessPoints.length === 0
            ? []
            : [
                  ...roleLines(team.dataRole),
                  ...team.accessPoints.flatMap((accessPoint) =>
                      accessPointLines(estate, team, accessPoint),
                  ),
              ];
    const volumes = team.volumes.flatMap(({ name, handle }) => [
        `volume ${name}`,
        `  of ${handle}`,
    ]);
    return lines.length === 0 && volumes.length === 0 ? ["none"] : [...lines, ...volumes];
}

function accessPointLines(
    estate: Estate,
    { dataRole, writes }: RegisteredTeam,
    { arn, name, bucket, accountId }: RegisteredAccessPoint,
): readonly string[] {
    const keys = new Set(
        (dataRole?.identity ?? []).flatMap((policy) => keyPatternsBelow(arn, policy)),
    );
    const owner = estate.buckets.get(bucket)?.accountId;
    const isWritten = (key: string) =>
        writes.some((claimed) => claimed.bucket === bucket && key.startsWith(claimed.prefix));
    return [
        `${name} (${owner ?? accountId})`,
        ...[...keys].map((key) => `  s3://${bucket}/${key}${isWritten(key) ? " (writes)" : ""}`),
    ];
}

function roleLines(role: RegisteredRole | undefined): readonly string[] {
    return role === undefined ? [`role ${missing}`] : [role.name, `  in ${role.accountId}`];
}

const plainFrame = {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    left: "",
    "left-mid": "",
    mid: "",
    "mid-mid": "",
    right: "",
    "right-mid": "",
    middle: " ",
};

/** Every column as wide as it likes; if that is too much, the widest give way first. */
function widthsOf(
    rows: readonly (readonly (readonly string[])[])[],
    width: number,
): readonly number[] {
    const columns = rows[0]?.length ?? 0;
    const widths = Array.from({ length: columns }, (_, column) =>
        Math.max(...rows.flatMap((row) => (row[column] ?? []).map((line) => line.length))),
    );
    // A frame and a space on both sides of every cell.
    let excess = widths.reduce((sum, each) => sum + each + 3, 1) - width;
    while (excess > 0 && Math.max(...widths) > 12) {
        const widest = widths.indexOf(Math.max(...widths));
        widths[widest] = (widths[widest] ?? 0) - 1;
        excess -= 1;
    }
    return widths;
}

/** Folds at spaces, else inside names, where a part ends. Nothing is cut off: half an ARN is none. */
function folded(line: string, width: number): readonly string[] {
    const lines: string[] = [];
    const indent = /^ */.exec(line)?.[0] ?? "";
    let rest = line;
    while (rest.length > width) {
        const head = rest.slice(0, width);
        const space = rest.lastIndexOf(" ", width);
        const part = Math.max(head.lastIndexOf("-"), head.lastIndexOf("/")) + 1;
        const candidates = [space, part].filter((at) => at > indent.length);
        const at = candidates[0] ?? width;
        lines.push(rest.slice(0, at));
        rest = indent + rest.slice(at).trimStart();
    }
    return [...lines, rest];
}
