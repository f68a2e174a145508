/** One rule about pods, in Kubernetes' expression language, and what it tells whoever breaks it. */
export interface PodRule {
    /** In the order in which they are read: a later one may name an earlier one. */
    readonly variables: { name: string; expression: string }[];
    readonly validation: { expression: string; message?: string; messageExpression?: string };
}

/** All that a pod of a team is asked; the first rule that it breaks is what the API server tells. */
export function podRules(serviceAccounts: readonly string[]): readonly PodRule[] {
    return [
        ...hostRules,
        ...containerRules,
        ...kernelRules,
        serviceAccountRule(["default", ...serviceAccounts]),
    ];
}

const pod = "object.spec";

/** A rule that names what breaks it: a pod may have many containers and volumes. */
function noneOf(
    variable: string,
    list: string,
    kind: string,
    breaks: string,
    message: string,
): PodRule {
    return {
        variables: [
            {
                name: variable,
                expression: `${list}.filter(${kind}, ${breaks}).map(${kind}, ${kind}.name)`,
            },
        ],
        validation: {
            expression: `variables.${variable}.size() == 0`,
            messageExpression: `'${kind} "' + variables.${variable}.join('", "') + '" ${message}'`,
        },
    };
}

function noContainer(variable: string, breaks: string, message: string): PodRule {
    return noneOf(variable, "variables.containers", "container", breaks, message);
}

/** A rule about what both the pod's own security context and each container's may say. */
function nowhere(breaks: (securityContext: string) => string, message: string): PodRule {
    return {
        variables: [],
        validation: {
            expression: `!(${breaks(`${pod}.?securityContext`)}) && !variables.containers.exists(container, ${breaks("container.?securityContext")})`,
            message,
        },
    };
}

const volumeKinds = [
    "configMap",
    "downwardAPI",
    "emptyDir",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/** What would put the pod onto its node, or past what everybody shares. */
const hostRules: readonly PodRule[] = [
    {
        variables: [],
        validation: {
            expression: `!(${["hostNetwork", "hostPID", "hostIPC"].map((field) => `${pod}.?${field}.orValue(false)`).join(" || ")})`,
            message:
                'the pod asks for a namespace of its node; remove "hostNetwork", "hostPID" and "hostIPC": EFA needs none of them, the resource "vpc.amazonaws.com/efa" is enough',
        },
    },
    noneOf(
        "foreignVolumes",
        `${pod}.?volumes.orValue([])`,
        "volume",
        `!(${volumeKinds.map((kind) => `has(volume.${kind})`).join(" || ")})`,
        'may reach outside of the namespace; use an emptyDir (medium "Memory" for /dev/shm), a persistentVolumeClaim, a configMap, a secret, a downwardAPI or a projected volume',
    ),
    {
        variables: [],
        validation: {
            expression: `request.operation != 'CREATE' || ${pod}.?nodeName.orValue('') == ''`,
            message:
                'the pod names its node, past the scheduler and its queue; remove "nodeName", and choose nodes by "nodeSelector"',
        },
    },
    {
        variables: [],
        validation: {
            expression: `!${pod}.?priorityClassName.orValue('').startsWith('system-')`,
            message:
                'the pod would push other teams aside; remove "priorityClassName", and say what is urgent by the label "kueue.x-k8s.io/priority-class" of its job',
        },
    },
];

/** Those a container has by default, to be added after dropping all of them, and IPC_LOCK. */
const capabilities = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/** What the kubelet does for a container, from the node. */
const hostNames = [
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "lifecycle.?postStart",
    "lifecycle.?preStop",
].flatMap((probe) => ["httpGet", "tcpSocket"].map((way) => `container.?${probe}.?${way}.?host`));

const containerRules: readonly PodRule[] = [
    noContainer(
        "privileged",
        "container.?securityContext.?privileged.orValue(false)",
        'is privileged; remove "privileged": GPUs and EFA come as resources, such as "nvidia.com/gpu" and "vpc.amazonaws.com/efa"',
    ),
    noContainer(
        "capable",
        `container.?securityContext.?capabilities.?add.orValue([]).exists(name, !(name in ${listOf(capabilities)}))`,
        'adds a capability that no container has by default; EFA and NCCL need "IPC_LOCK" alone, remove the others',
    ),
    noContainer(
        "listening",
        "container.?ports.orValue([]).exists(port, port.?hostPort.orValue(0) != 0)",
        'takes a port of its node; remove "hostPort": the pods of a namespace reach each other at "containerPort"',
    ),
    noContainer(
        "asking",
        `[${hostNames.join(", ")}].exists(host, host.orValue('') != '')`,
        'has its node ask a host that it names; remove "host" from its probes and lifecycle hooks: without it the pod itself is asked',
    ),
    noContainer(
        "unmasked",
        "container.?securityContext.?procMount.orValue('Default') != 'Default'",
        'takes the mask off /proc; remove "procMount"',
    ),
];

const containerLabels = [
    "",
    "container_engine_t",
    "container_init_t",
    "container_kvm_t",
    "container_t",
];

/** Those of a pod alone; the rest are its node's. */
const sysctls = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_syncookies",
];

const kernelRules: readonly PodRule[] = [
    nowhere(
        (at) => `${at}.?seccompProfile.?type.orValue('') == 'Unconfined'`,
        'remove the seccompProfile "Unconfined": profilers that need it belong on a cluster of their own',
    ),
    nowhere(
        (at) => `${at}.?appArmorProfile.?type.orValue('') == 'Unconfined'`,
        'remove the AppArmor profile "Unconfined"',
    ),
    nowhere(
        (at) =>
            `!(${at}.?seLinuxOptions.?type.orValue('') in ${listOf(containerLabels)}) || ${at}.?seLinuxOptions.?user.orValue('') != '' || ${at}.?seLinuxOptions.?role.orValue('') != ''`,
        "remove the seLinuxOptions: user, role and any type that is not of containers",
    ),
    noneOf(
        "nodeSysctls",
        `${pod}.?securityContext.?sysctls.orValue([])`,
        "sysctl",
        `!(sysctl.name in ${listOf(sysctls)})`,
        "belongs to the whole node; remove it",
    ),
];

/** Whoever names a service account gets its rights and its data. */
function serviceAccountRule(names: readonly string[]): PodRule {
    return {
        variables: [{ name: "serviceAccounts", expression: listOf(names) }],
        validation: {
            expression: `${pod}.?serviceAccountName.orValue('default') in variables.serviceAccounts`,
            messageExpression: `'service account "' + ${pod}.serviceAccountName + '" is not of the team; set "serviceAccountName" to one of "' + variables.serviceAccounts.join('", "') + '"'`,
        },
    };
}

/** No name here has a character that the language would read otherwise. */
function listOf(names: readonly string[]): string {
    return `[${names.map((name) => `'${name}'`).join(", ")}]`;
}
