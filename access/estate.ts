import type { RegisteredAccessPoint, RegisteredBucket } from "./bucket";
import { accessPointsOf, bucketsOf } from "./bucket";
import { audiencePart, audiencesOf } from "./audience";
import type { RegisteredAudience } from "./audience";
import { claimedData, fileSystemsOf } from "./fileSystem";
import type { ClaimedData, RegisteredFileSystem } from "./fileSystem";
import { keysOf } from "./key";
import type { RegisteredKey } from "./key";
import type { ClaimedEncryption } from "./keyUse";
import { placementsOf } from "./placement";
import type { Placements } from "./placement";
import { asObject, object, text, texts } from "./properties";
import type { Registration } from "./registration";
import { rolesOf } from "./role";
import type { ManagedPolicies, RegisteredRole } from "./role";
import { volumesOf } from "./volume";
import type { RegisteredVolume } from "./volume";

/** What was registered, sorted by what it is; every document read once. */
export interface Estate {
    readonly teams: readonly RegisteredTeam[];
    readonly roles: ReadonlyMap<string, RegisteredRole>;
    readonly buckets: ReadonlyMap<string, RegisteredBucket>;
    readonly fileSystems: ReadonlyMap<string, RegisteredFileSystem>;
    readonly keys: ReadonlyMap<string, RegisteredKey>;
    readonly associations: readonly Registration[];
    readonly podIdentityAssociations: readonly Registration[];
    readonly placements: Placements;
}

/** The parts below one registered team. A component says what a part is for, never what it grants. */
export interface RegisteredTeam {
    readonly name: string;
    readonly audiences: readonly RegisteredAudience[];
    readonly dataRole?: RegisteredRole;
    readonly podIdentityAssociations: readonly Registration[];
    readonly accessPoints: readonly RegisteredAccessPoint[];
    /** Where the roster lets the team write: what its component claims, which grants nothing. */
    readonly writes: readonly ClaimedWrite[];
    /** What the roster gives the team, by the same claim. */
    readonly data: readonly ClaimedData[];
    /** With which keys the team's buckets are encrypted, by the same claim. */
    readonly encryption: readonly ClaimedEncryption[];
    readonly volumes: readonly RegisteredVolume[];
    /** What the roster gives the team beyond every team's rights, by the same claim. */
    readonly extraRights: readonly string[];
    /** How its people get their rights, by the same claim. */
    readonly clusterAccess?: string;
    /** The namespace that the team's compute quota makes, by task governance's rule. */
    readonly quotaNamespace?: string;
    /** The team's component claims that somebody else's quota makes the namespace. */
    readonly quotaElsewhere: boolean;
    /** Where the team's own objects lie; the quota's namespace if all is well. */
    readonly namespaces: readonly string[];
    readonly serviceAccounts: readonly ServiceAccount[];
    readonly admissionPolicies: readonly Registration[];
}

export interface ClaimedWrite {
    readonly bucket: string;
    readonly prefix: string;
}

export interface ServiceAccount {
    readonly name: string;
    readonly namespace: string;
}

const teamType = "hyperpod-teams:components:Team";

export function estateOf(
    registrations: readonly Registration[],
    managedPolicies?: ManagedPolicies,
): Estate {
    const placements = placementsOf(registrations);
    const roles = rolesOf(registrations, placements, managedPolicies);
    const accessPoints = accessPointsOf(registrations, placements);
    const members = membersByTeam(registrations);
    const parts: PartsByUrn = {
        roles: new Map([...roles.values()].map((role) => [role.urn, role])),
        accessPoints: new Map(accessPoints.map((accessPoint) => [accessPoint.urn, accessPoint])),
    };
    return {
        teams: registrations
            .filter(({ type }) => type === teamType)
            .sort((a, b) => a.name.localeCompare(b.name))
            .map((team) => teamOf(team, members.get(team.urn) ?? [], parts)),
        roles,
        buckets: bucketsOf(registrations, placements),
        fileSystems: fileSystemsOf(registrations),
        keys: keysOf(registrations, placements),
        associations: registrations.filter(
            ({ type }) => type === "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        ),
        podIdentityAssociations: registrations.filter(isPodIdentityAssociation),
        placements,
    };
}

/** A resource of a team and the type of the component that it stands in. */
interface Member {
    readonly registration: Registration;
    readonly component: string;
}

interface PartsByUrn {
    readonly roles: ReadonlyMap<string, RegisteredRole>;
    readonly accessPoints: ReadonlyMap<string, RegisteredAccessPoint>;
}

function membersByTeam(
    registrations: readonly Registration[],
): ReadonlyMap<string, readonly Member[]> {
    const byUrn = new Map(registrations.map((registration) => [registration.urn, registration]));
    const members = new Map<string, Member[]>();
    for (const registration of registrations.filter(({ custom }) => custom)) {
        const parent = byUrn.get(registration.parent ?? "");
        let ancestor = parent;
        while (ancestor !== undefined && ancestor.type !== teamType) {
            ancestor = byUrn.get(ancestor.parent ?? "");
        }
        if (ancestor !== undefined && parent !== undefined) {
            const component = parent.type.slice(parent.type.lastIndexOf(":") + 1);
            const list = members.get(ancestor.urn) ?? [];
            list.push({ registration, component });
            members.set(ancestor.urn, list);
        }
    }
    return members;
}

function teamOf(team: Registration, members: readonly Member[], parts: PartsByUrn): RegisteredTeam {
    const data = claimedData(team);
    const registrations = members.map(({ registration }) => registration);
    const roleIn = (belongs: (component: string) => boolean) =>
        members
            .filter(({ component }) => belongs(component))
            .map(({ registration }) => parts.roles.get(registration.urn))
            .find((role) => role !== undefined);
    const objects = registrations.filter(({ type }) => type.startsWith("kubernetes:"));
    return {
        name: team.name,
        audiences: audiencesOf(members, parts.roles),
        // A remaining role is the pods': an audience comes in through its own components. Of two,
        // one is only on the way to the other.
        ...defined(
            "dataRole",
            roleIn((component) => component === "TargetRole") ??
                roleIn((component) => audiencePart(component) === undefined),
        ),
        podIdentityAssociations: registrations.filter(isPodIdentityAssociation),
        accessPoints: registrations
            .map(({ urn }) => parts.accessPoints.get(urn))
            .filter((accessPoint) => accessPoint !== undefined),
        writes: data.filter(({ writes }) => writes),
        data,
        encryption: encryptionOf(team),
        volumes: volumesOf(registrations),
        extraRights: texts(team, "extraRights"),
        ...defined("clusterAccess", text(team, "clusterAccess")),
        ...defined("quotaNamespace", quotaNamespaceOf(registrations)),
        quotaElsewhere: team.inputs.quotas === "adopted",
        namespaces: [
            ...new Set(objects.map(namespaceOf).filter((namespace) => namespace !== undefined)),
        ],
        serviceAccounts: objects
            .filter(({ type }) => type === "kubernetes:core/v1:ServiceAccount")
            .map((account) => ({
                name: metadataText(account, "name") ?? account.name,
                namespace: namespaceOf(account) ?? "default",
            })),
        admissionPolicies: objects.filter(({ type }) =>
            type.endsWith(":ValidatingAdmissionPolicy"),
        ),
    };
}

function encryptionOf(team: Registration): readonly ClaimedEncryption[] {
    const { data } = team.inputs;
    return (Array.isArray(data) ? data.map(asObject) : [])
        .filter(({ keyArn }) => typeof keyArn === "string")
        .map(({ bucketName, keyArn, bucketKey }) => ({
            bucket: String(bucketName),
            keyArn: String(keyArn),
            bucketKey: bucketKey === true,
        }));
}

/** Task governance names the namespace after the quota's team and tells nobody: the API returns none. */
function quotaNamespaceOf(registrations: readonly Registration[]): string | undefined {
    for (const registration of registrations) {
        if (text(registration, "typeName") === "AWS::SageMaker::ComputeQuota") {
            const target = object(registration, "desiredState").ComputeQuotaTarget;
            const team = asObject(target).TeamName;
            if (typeof team === "string") {
                return `hyperpod-ns-${team}`;
            }
        }
    }
    return undefined;
}

function isPodIdentityAssociation({ type }: Registration): boolean {
    return type === "aws:eks/podIdentityAssociation:PodIdentityAssociation";
}

function namespaceOf(registration: Registration): string | undefined {
    return metadataText(registration, "namespace");
}

function metadataText(registration: Registration, key: string): string | undefined {
    const value = object(registration, "metadata")[key];
    return typeof value === "string" ? value : undefined;
}

function defined<Key extends string, Value>(
    key: Key,
    value: Value | undefined,
): Partial<Record<Key, Value>> {
    return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
