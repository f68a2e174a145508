import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eksAccessEntryKeepsToItsTeam } from "./rules/eksAccessEntryKeepsToItsTeam";
import { eksAssociationStaysInItsNamespace } from "./rules/eksAssociationStaysInItsNamespace";
import { iamRoleTrustsKnownPrincipals } from "./rules/iamRoleTrustsKnownPrincipals";
import { kubernetesBindingStaysInItsNamespace } from "./rules/kubernetesBindingStaysInItsNamespace";
import { kubernetesRoleGrantsNoEscalation } from "./rules/kubernetesRoleGrantsNoEscalation";
import { s3AccessPointNamesItsReaders } from "./rules/s3AccessPointNamesItsReaders";
import { s3BucketPolicyLetsInNoStranger } from "./rules/s3BucketPolicyLetsInNoStranger";

export const policies: ResourceValidationPolicy[] = [
    iamRoleTrustsKnownPrincipals,
    s3AccessPointNamesItsReaders,
    s3BucketPolicyLetsInNoStranger,
    eksAssociationStaysInItsNamespace,
    eksAccessEntryKeepsToItsTeam,
    kubernetesRoleGrantsNoEscalation,
    kubernetesBindingStaysInItsNamespace,
];
