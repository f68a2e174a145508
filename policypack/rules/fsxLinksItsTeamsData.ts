import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import {
    associationType,
    comesFrom,
    furtherLinks,
    idOf,
    lustreType,
    nameOf,
} from "../aws/fileSystems";
import { presentInputs } from "../aws/presentInputs";
import { linkedFileSystems } from "../fact/aws";
import { needs } from "../facts";
import type { Known } from "../facts";
import { anyOf, shown } from "../finding";
import type { Finding } from "../finding";
import { inputAt, notKnown, partlyKnownAt } from "../inputs";
import { judge, judgeStack, unknownAtPreview } from "../judge";
import type { Resource, StackResource } from "../judge";
import { fill, match } from "../naming";

const facts = needs({ linkedFileSystems });
type Linked = Known<typeof facts>["linkedFileSystems"];

/**
 * What is linked to a file system everybody sees who mounts it, and no access point is asked. Which
 * data is linked is judged as it is registered; to whose file system, at the end, when the engine
 * says where the file system's id comes from.
 */
export const fsxLinksItsTeamsData: ResourceValidationPolicy & StackValidationPolicy = {
    name: "fsx-links-its-teams-data",
    description:
        "A file system is linked, by associations alone, to data that whoever mounts it was given.",
    enforcementLevel: "mandatory",
    severity: "critical",
    remediationSteps:
        "Associate a file system of the stack with a prefix that the configuration lists for it.",
    url: "https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html",
    configSchema: facts.schema,
    validateResource: judge(
        facts,
        ({ type }) => type === associationType || furtherLinks.has(type),
        (resource, known) =>
            resource.type === associationType
                ? dataFindings(resource, known.linkedFileSystems)
                : furtherFindings(resource),
    ),
    validateStack: judgeStack(facts, (resources, known) =>
        resources
            .filter(({ type }) => type === associationType)
            .flatMap((resource) => ownerFindings(resource, resources, known.linkedFileSystems)),
    ),
};

function dataFindings(resource: Resource, known: Linked): readonly Finding[] {
    const subject = `link "${resource.name}"`;
    const patterns = known.flatMap(({ data }) => data);
    const input = inputAt(resource.props, "dataRepositoryPath");
    if (input.state === "unknown") {
        return [unknownAtPreview(undefined, subject, input.path, anyOf(patterns))];
    }
    const path = input.state === "known" ? input.value : undefined;
    const isKnown =
        typeof path === "string" && patterns.some((each) => match(each, path) !== undefined);
    return isKnown
        ? []
        : [
              {
                  subject,
                  problem: "opens data that nobody is to get through a file system",
                  found: shown(path),
                  wanted: anyOf(patterns),
                  fix: "link a prefix that the configuration lists",
              },
          ];
}

function furtherFindings(resource: Resource): readonly Finding[] {
    return presentInputs(
        resource,
        furtherLinks.get(resource.type) ?? [],
        { subject: `file system "${resource.name}"`, wanted: "associations alone" },
        (path, value) => ({
            problem: `gets data by "${path}"`,
            found: shown(value),
            fix: "leave it out and associate the file system with a prefix",
        }),
    );
}

/** Whether the file system that the data is linked to is one that may have it. */
function ownerFindings(
    resource: StackResource,
    resources: readonly StackResource[],
    known: Linked,
): readonly Finding[] {
    const id = partlyKnownAt(resource.props, "fileSystemId").value;
    const path = partlyKnownAt(resource.props, "dataRepositoryPath").value;
    if (path === notKnown) {
        // Said once, where the link is registered.
        return [];
    }
    const owner = resources.find(
        (each) =>
            each.type === lustreType &&
            (id === notKnown ? comesFrom(resource, "fileSystemId", each) : idOf(each) === id),
    );
    const name = owner === undefined ? undefined : nameOf(owner);
    const fits = known.flatMap(({ fileSystem, data }) => {
        const found = name === undefined ? undefined : match(fileSystem, name);
        return found === undefined ? [] : data.map((each) => ({ pattern: each, ...found }));
    });
    const isOwn =
        typeof path === "string" &&
        fits.some(({ pattern, team }) => match(pattern, path, team) !== undefined);
    if (isOwn) {
        return [];
    }
    const team = fits.find((each) => each.team !== undefined)?.team;
    return [
        {
            team,
            subject: `link "${resource.name}"`,
            problem:
                name === undefined
                    ? "is not to one file system that this stack makes and names"
                    : `shows "${name}" data that whoever mounts it was not given`,
            found: shown(name === undefined && typeof id === "string" ? id : path),
            wanted:
                name === undefined
                    ? `a file system tagged ${anyOf(known.map(({ fileSystem }) => fileSystem))}`
                    : anyOf(fits.map(({ pattern }) => fill(pattern, team))),
            fix: "link each file system to what the configuration lists for it",
            urn: resource.urn,
        },
    ];
}
