import { z } from "zod";
import { expected, text } from "../expectation";
import { teamNamePattern } from "../names";

/** The forms that several fields of the roster share. No pattern here repeats within a repetition. */

export const teamName = text(
    "a team name: 1 to 40 lower-case letters, digits and inner hyphens",
    teamNamePattern,
);

/** The API's pattern and limit for priority classes are those of teams. */
export const priorityClassName = text(
    "a priority class's name: 1 to 40 lower-case letters, digits and inner hyphens",
    teamNamePattern,
);

/** An alias; whether the stack's configuration has it is a question of meaning. */
export const alias = z
    .string({ error: expected("a name from the stack's configuration") })
    .min(1, { error: expected("a name from the stack's configuration") })
    .max(100, { error: expected("a name from the stack's configuration") });

export const dataPrefix = text(
    'a key prefix that ends with "/" and holds no wildcard, such as "vision/"',
    /^[A-Za-z0-9!_.'()-][A-Za-z0-9!_.'()/-]{0,900}\/$|^[A-Za-z0-9!_.'()-]\/$/,
);

/** The part of Pulumi.<stack>.yaml's name that a person chooses. */
export const stackName = text(
    'the name of an environment, the middle of "Pulumi.<name>.yaml"',
    /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/,
);

const dayPattern = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A day that the calendar has: the pattern alone would take the 31st of February. */
export const day = text('a day, "YYYY-MM-DD"', dayPattern, dayExpected).refine(
    (value) => !dayPattern.test(value) || isDay(value),
    { error: ({ input }) => `got "${String(input)}", a day that no calendar has` },
);

/** The API has a closed list of some 200 types; the service refuses what is not on it. */
export const instanceType = text(
    'an instance type, such as "ml.p5.48xlarge"',
    /^ml\.[a-z0-9-]{1,30}\.[a-z0-9-]{1,30}$/,
);

/** Digits alone are a number to YAML and no day in quotes either: the day that they mean is shown. */
function dayExpected({ input }: { readonly input?: unknown }): string {
    const shown = String(input).replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
    return expected(`a day, "${dayPattern.test(shown) ? shown : "YYYY-MM-DD"}"`)({ input });
}

function isDay(value: string): boolean {
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
