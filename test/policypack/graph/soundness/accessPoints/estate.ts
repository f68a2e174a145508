import type { Document, Words } from "../randomEstate";
import { data, numbersFrom, platform } from "../randomEstate";
import { accessPointArns, drawWith, randomDocument, roleNames } from "./drawn";

/** Roles, a bucket and its access points, as they stand in the accounts. */
export interface RandomStores {
    readonly roles: readonly {
        readonly name: string;
        readonly account: string;
        readonly identity: Document;
        readonly boundary: Document | undefined;
    }[];
    readonly bucket: {
        readonly policy: Document | undefined;
        readonly restrictsPublic: boolean;
        /** What the stack that is judged says of it: nothing at all, perhaps. */
        readonly isRegistered: boolean;
    };
    readonly accessPoints: readonly {
        readonly arn: string;
        readonly name: string;
        readonly account: string;
        readonly policy: Document | undefined;
        readonly restrictsPublic: boolean;
        readonly isInVpc: boolean;
    }[];
}

export const allowingAll: Document = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

export function randomStores(seed: number, words: Words): RandomStores {
    const draw = drawWith(numbersFrom(seed), words);
    const policyUnless = (isNone: boolean, kind: "bucket" | "access point") =>
        isNone ? undefined : randomDocument(draw, kind);
    return {
        roles: roleNames.map(({ name, account }) => ({
            name,
            account,
            identity:
                name === "eve" || draw.seldom(3) ? allowingAll : randomDocument(draw, "identity"),
            boundary:
                name !== "eve" && draw.seldom(4) ? randomDocument(draw, "identity") : undefined,
        })),
        bucket: {
            policy: policyUnless(draw.seldom(6), "bucket"),
            restrictsPublic: draw.seldom(2),
            isRegistered: !draw.seldom(5),
        },
        accessPoints: accessPointArns.map((arn, index) => ({
            arn,
            name: arn.slice(arn.lastIndexOf("/") + 1),
            account: index === 0 ? data : platform,
            policy: policyUnless(draw.seldom(6), "access point"),
            restrictsPublic: draw.seldom(2),
            isInVpc: draw.seldom(4),
        })),
    };
}
