import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { cloudControlTypeIsJudged } from "./rules/cloudControlTypeIsJudged";
import { eksAddOnIsKnown } from "./rules/eksAddOnIsKnown";
import { eksAccessEntryKeepsToItsTeam } from "./rules/eksAccessEntryKeepsToItsTeam";
import { eksAssociationStaysInItsNamespace } from "./rules/eksAssociationStaysInItsNamespace";
import { eksClusterLetsInByAccessEntriesAlone } from "./rules/eksClusterLetsInByAccessEntriesAlone";
import { eksPodIdentityAssociationKeepsToItsTeam } from "./rules/eksPodIdentityAssociationKeepsToItsTeam";
import { fsxLinksItsTeamsData } from "./rules/fsxLinksItsTeamsData";
import { iamRoleFencesPodIdentity } from "./rules/iamRoleFencesPodIdentity";
import { iamRoleGrantsNoMoreThanItsPurpose } from "./rules/iamRoleGrantsNoMoreThanItsPurpose";
import { iamRoleTrustsKnownPrincipals } from "./rules/iamRoleTrustsKnownPrincipals";
import { kmsGrantIsConstrained } from "./rules/kmsGrantIsConstrained";
import { kmsKeyPolicyFencesItsReaders } from "./rules/kmsKeyPolicyFencesItsReaders";
import { kubernetesBindingStaysInItsNamespace } from "./rules/kubernetesBindingStaysInItsNamespace";
import { kubernetesClusterIdentitiesAreNotEdited } from "./rules/kubernetesClusterIdentitiesAreNotEdited";
import { kubernetesKindIsJudged } from "./rules/kubernetesKindIsJudged";
import { kubernetesNetworkPolicyIsKnown } from "./rules/kubernetesNetworkPolicyIsKnown";
import { kubernetesReleaseIsKnown } from "./rules/kubernetesReleaseIsKnown";
import { kubernetesRoleGrantsNoEscalation } from "./rules/kubernetesRoleGrantsNoEscalation";
import { kubernetesServiceAccountCarriesNoForeignIdentity } from "./rules/kubernetesServiceAccountCarriesNoForeignIdentity";
import { kubernetesVolumeBelongsToItsTeam } from "./rules/kubernetesVolumeBelongsToItsTeam";
import { kubernetesWebhookIsKnown } from "./rules/kubernetesWebhookIsKnown";
import { resourceComesFromAPackageThatIsJudged } from "./rules/resourceComesFromAPackageThatIsJudged";
import { resourcePolicyLetsInNoStranger } from "./rules/resourcePolicyLetsInNoStranger";
import { s3AccessPointBlocksPublicAccess } from "./rules/s3AccessPointBlocksPublicAccess";
import { s3AccessPointNamesItsReaders } from "./rules/s3AccessPointNamesItsReaders";
import { s3BucketGrantsNoAcl } from "./rules/s3BucketGrantsNoAcl";
import { s3BucketPolicyLetsInNoStranger } from "./rules/s3BucketPolicyLetsInNoStranger";
import { resourceRunsOnAnExplicitProvider } from "./rules/resourceRunsOnAnExplicitProvider";
import { resourceStandsInItsAccount } from "./rules/resourceStandsInItsAccount";
import { stackAssociationHasItsEntry } from "./rules/stackAssociationHasItsEntry";
import { stackBucketHasOnePolicy } from "./rules/stackBucketHasOnePolicy";
import { stackEffectiveAccessEqualsDeclaredAccess } from "./rules/stackEffectiveAccessEqualsDeclaredAccess";
import { stackPrincipalBelongsToOneTeam } from "./rules/stackPrincipalBelongsToOneTeam";
import { stackTeamHoldsItsOwn } from "./rules/stackTeamHoldsItsOwn";
import { securityInputsAreKnown } from "./rules/securityInputsAreKnown";

export const policies: (ResourceValidationPolicy | StackValidationPolicy)[] = [
    iamRoleTrustsKnownPrincipals,
    iamRoleFencesPodIdentity,
    iamRoleGrantsNoMoreThanItsPurpose,
    s3AccessPointNamesItsReaders,
    s3AccessPointBlocksPublicAccess,
    s3BucketPolicyLetsInNoStranger,
    s3BucketGrantsNoAcl,
    fsxLinksItsTeamsData,
    resourcePolicyLetsInNoStranger,
    kmsKeyPolicyFencesItsReaders,
    kmsGrantIsConstrained,
    resourceComesFromAPackageThatIsJudged,
    cloudControlTypeIsJudged,
    eksAssociationStaysInItsNamespace,
    eksAccessEntryKeepsToItsTeam,
    eksPodIdentityAssociationKeepsToItsTeam,
    eksClusterLetsInByAccessEntriesAlone,
    eksAddOnIsKnown,
    kubernetesRoleGrantsNoEscalation,
    kubernetesBindingStaysInItsNamespace,
    kubernetesWebhookIsKnown,
    kubernetesNetworkPolicyIsKnown,
    kubernetesServiceAccountCarriesNoForeignIdentity,
    kubernetesVolumeBelongsToItsTeam,
    kubernetesClusterIdentitiesAreNotEdited,
    kubernetesReleaseIsKnown,
    kubernetesKindIsJudged,
    securityInputsAreKnown,
    stackBucketHasOnePolicy,
    stackAssociationHasItsEntry,
    stackPrincipalBelongsToOneTeam,
    stackTeamHoldsItsOwn,
    stackEffectiveAccessEqualsDeclaredAccess,
    resourceRunsOnAnExplicitProvider,
    resourceStandsInItsAccount,
];
