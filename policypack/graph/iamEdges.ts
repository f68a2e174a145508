import type { Draft } from "./draft";
import type { GraphEstate } from "./estate";
import { assumeEdges } from "./iam/assume";
import { dataEdges } from "./iam/data";
import { keyEdges } from "./iam/keys";
import { otherEdges } from "./iam/otherAws";
import { worldOf } from "./iam/world";

type Half = (estate: GraphEstate, draft: Draft) => void;

/** What IAM, S3 and KMS documents allow: `assume`, `data`, `key` and `aws`. */
export const iamEdges: Half = (estate, draft) => {
    const world = worldOf(estate);
    assumeEdges(world, draft);
    dataEdges(world, estate, draft);
    keyEdges(world, estate, draft);
    otherEdges(world, estate, draft);
};
