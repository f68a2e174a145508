import { contextOf } from "./condition";
import type { AssumeRoleQuestion, PodQuestion } from "./crossCheck";
import type { Estate } from "./estate";
import { decide } from "./evaluate";
import { all, any, no, undecided, yes } from "./finding";
import type { Finding } from "./finding";
import { accountOfArn } from "./pattern";
import { present, text } from "./properties";
import type { Registration } from "./registration";

/** EKS Pod Identity as a caller, see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const podIdentityService = "pods.eks.amazonaws.com";
const podIdentityActions = ["sts:AssumeRole", "sts:TagSession"];

/** Whether the registered documents let a role, or a service, take a role. */
export function mayAssumeRole(estate: Estate, question: AssumeRoleQuestion): Finding {
    const target = estate.roles.get(question.roleArn);
    if (target === undefined) {
        return no(`role "${question.roleArn}" is not registered in this stack`);
    }
    const caller = estate.roles.get(question.principal);
    const isRole = question.principal.startsWith("arn:");
    if (isRole && caller === undefined) {
        return no(`role "${question.principal}" is not registered in this stack`);
    }
    const account = caller?.accountId;
    const context = contextOf(question.context, {
        ...(isRole ? { "aws:PrincipalArn": question.principal } : {}),
        ...(account === undefined ? {} : { "aws:PrincipalAccount": account }),
    });
    return all(
        question.actions.map((action) =>
            decide({
                request: {
                    caller:
                        caller === undefined
                            ? { kind: "service", name: question.principal }
                            : { ...caller, kind: "role" },
                    action,
                    resource: target.arn,
                    context,
                },
                identity: caller?.identity ?? [],
                boundary: caller?.boundary,
                unread: caller?.unread ?? [],
                resource: [target.trust],
                resourceAccount: target.accountId,
            }),
        ),
    );
}

/**
 * The request that EKS makes for a pod. It tags every session, so the trust policy must allow
 * sts:TagSession as well, and sees the tags as `aws:RequestTag/…`.
 */
export function podRequest(question: PodQuestion): AssumeRoleQuestion {
    return {
        principal: podIdentityService,
        roleArn: question.roleArn,
        actions: podIdentityActions,
        context: {
            "aws:SourceAccount": accountOfArn(question.clusterArn) ?? "",
            "aws:RequestTag/eks-cluster-arn": question.clusterArn,
            "aws:RequestTag/eks-cluster-name": question.clusterArn.replace(/^.*\//, ""),
            "aws:RequestTag/kubernetes-namespace": question.namespace,
            "aws:RequestTag/kubernetes-service-account": question.serviceAccount,
        },
    };
}

/**
 * All requests of EKS for a pod, where an association like this one is given: the one above, and
 * where it goes on to a target role, one in the name of the role it has then. That session passes
 * its tags on; without tags, an external id says where the pod is.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export function podRequests(
    question: PodQuestion,
    association: Registration | undefined,
): readonly AssumeRoleQuestion[] {
    const targetRoleArn = association && text(association, "targetRoleArn");
    const plain = podRequest(question);
    const tags = Object.entries(plain.context).filter(([key]) => key.startsWith("aws:RequestTag/"));
    const passed = Object.fromEntries(isTagged(association) ? tags : []);
    const { "aws:SourceAccount": sourceAccount = "" } = plain.context;
    const first = { ...plain, context: { "aws:SourceAccount": sourceAccount, ...passed } };
    if (association === undefined || targetRoleArn === undefined) {
        return [first];
    }
    const sourceRoleArn = text(association, "roleArn") ?? "";
    const [, , , region = "", account = "", cluster = ""] = question.clusterArn.split(":");
    const { namespace, serviceAccount, roleArn } = question;
    const place = [region, account, cluster.replace(/^cluster\//, ""), namespace, serviceAccount];
    return [
        { ...first, roleArn: sourceRoleArn },
        {
            principal: sourceRoleArn,
            roleArn,
            actions: podIdentityActions,
            context: { "sts:ExternalId": place.join("/"), ...passed },
        },
    ];
}

function isTagged(association: Registration | undefined): boolean {
    return association?.inputs.disableSessionTags !== true;
}

/** The role that pods get by an association: the last one on its way. */
function finalRoleOf(association: Registration): string | undefined {
    return text(association, "targetRoleArn") ?? text(association, "roleArn");
}

/** Whether a pod of the service account gets the role: an association names it, its trust agrees. */
export function mayAssumeForPod(estate: Estate, question: PodQuestion): Finding {
    const matching = estate.podIdentityAssociations.filter(
        (association) =>
            clusterArnOf(estate, association) === question.clusterArn &&
            text(association, "namespace") === question.namespace &&
            text(association, "serviceAccount") === question.serviceAccount,
    );
    return all([
        any(
            matching.map((association) => gives(association, question)),
            `no pod identity association gives service account "${question.serviceAccount}" in namespace "${question.namespace}" the role "${question.roleArn}"`,
        ),
        ...podRequests(
            question,
            matching.find((association) => finalRoleOf(association) === question.roleArn),
        ).map((request) => mayAssumeRole(estate, request)),
    ]);
}

/** The ARN of the EKS cluster that an access entry or an association belongs to. */
export function clusterArnOf(estate: Estate, registration: Registration): string | undefined {
    const name = text(registration, "clusterName");
    const { accountId, region } = estate.placements(registration);
    return name === undefined || accountId === undefined || region === undefined
        ? undefined
        : `arn:aws:eks:${region}:${accountId}:cluster/${name}`;
}

function gives(association: Registration, question: PodQuestion): Finding {
    const role = finalRoleOf(association) ?? "";
    const place = `pod identity association for service account "${question.serviceAccount}" in namespace "${question.namespace}"`;
    if (role !== question.roleArn) {
        return no(`the ${place} gives "${role}"`);
    }
    return present(association, "policy")
        ? undecided(`the ${place} sets policy`)
        : yes(`the ${place} gives it`);
}
