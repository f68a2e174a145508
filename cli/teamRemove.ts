import { whereItStays } from "../model/rosterEdit/leaving";
import type { Stays } from "../model/rosterEdit/leaving";
import { quoted } from "../model/printable";
import type { Edit } from "../model/rosterEdit/provenEdit";
import { markLeaving, removeEntry } from "../model/rosterEdit/rosterEdit";
import { readShape } from "../model/roster/rosterShape";
import { readYaml } from "../model/yaml/yamlSource";
import { listOf } from "./checkReport";
import { rosterFiles } from "./rosterFiles";
import { changeRoster } from "./teamChange";
import type { ChangeOptions } from "./teamChange";
import { say } from "./terminal";

export interface TeamRemoveOptions extends ChangeOptions {
    /** The second step: the entry itself goes. */
    readonly entry?: boolean | undefined;
}

/** Removing a team is two changes with a rollout between them; no option makes them one. */
export function removeTeam(name: string, options: TeamRemoveOptions): void {
    const files = rosterFiles({ folder: process.cwd(), file: options.file });
    const second = `"hyperpod-teams team remove ${name} --entry"`;
    if (options.entry === true) {
        const next = `The entry of team ${quoted(name)} is gone. A preview fails where the team was never rolled out as leaving.`;
        changeRoster(files, (text) => removeLeft(text, name), options, next);
        return;
    }
    if (staysIn(files.bytes, name) === "nowhere") {
        say(
            `team ${quoted(name)} is leaving already: nothing was changed. Once that is rolled out, ${second} removes its entry.`,
        );
        return;
    }
    changeRoster(
        files,
        (text) => leave(text, name),
        options,
        `Team ${quoted(name)} is leaving: the next rollout removes its resources. Roll out every environment that it is in; then ${second} removes its entry.`,
    );
}

function leave(text: string, name: string): Edit {
    const edit = markLeaving(text, name);
    const stays = edit.ok ? staysIn(edit.text, name) : undefined;
    return stays === undefined || typeof stays === "string"
        ? edit
        : {
              ok: false,
              message: `team ${quoted(name)} would stay in ${listOf(stays)}, where "environments" says so; change "state" there`,
          };
}

function removeLeft(text: string, name: string): Edit {
    const stays = staysIn(text, name);
    if (stays === undefined || stays === "nowhere") {
        return stays === undefined ? unreadable(text, name) : removeEntry(text, name);
    }
    const where = stays === "everywhere" ? "" : ` in ${listOf(stays)}`;
    return {
        ok: false,
        message: `team ${quoted(name)} is active${where}; first "hyperpod-teams team remove ${name}" and a rollout, or its resources would have no owner`,
    };
}

/** No team of that name, or one whose entry cannot be understood. */
function unreadable(text: string, name: string): Edit {
    const edit = markLeaving(text, name);
    return edit.ok
        ? { ok: false, message: `team ${quoted(name)} has problems; mend them first` }
        : edit;
}

function staysIn(text: string | Uint8Array, name: string): Stays | undefined {
    const source = readYaml("teams.yaml", text);
    const { teams } = readShape(source.value, source).input;
    const team = Object.hasOwn(teams, name) ? teams[name] : undefined;
    return team && whereItStays(team);
}
