/**
 * Whom a team's training pods may talk to. The same for every team: a network policy reaches as far
 * as its namespace. What it does not hold is said in docs/guardRails.md: EFA traffic goes past the
 * kernel, where no network policy sees it, and FSx for Lustre is mounted by the node.
 */
export const trainingNetworkSpec = {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [
        // Rendezvous, collectives over TCP, Ray, a launcher and its workers.
        { from: [{ podSelector: {} }] },
        // HyperPod's training operator asks the elastic agent of each pod how it fares.
        // https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-eks-operator-usage.html
        {
            from: [
                {
                    namespaceSelector: {
                        matchLabels: { "kubernetes.io/metadata.name": "aws-hyperpod" },
                    },
                },
            ],
            ports: [{ protocol: "TCP", port: 8080 }],
        },
    ],
    egress: [
        { to: [{ podSelector: {} }] },
        {
            to: [
                {
                    namespaceSelector: {
                        matchLabels: { "kubernetes.io/metadata.name": "kube-system" },
                    },
                    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
                },
            ],
            ports: [
                { protocol: "UDP", port: 53 },
                { protocol: "TCP", port: 53 },
            ],
        },
        // The Pod Identity agent, on each node at an address of its own.
        // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
        {
            to: [
                { ipBlock: { cidr: "169.254.170.23/32" } },
                { ipBlock: { cidr: "fd00:ec2::23/128" } },
            ],
            ports: [{ protocol: "TCP", port: 80 }],
        },
        // S3 and the other APIs of AWS, whose addresses nobody can list; never the node's own
        // credentials, which the metadata service hands to whoever asks.
        {
            to: [
                { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } },
                { ipBlock: { cidr: "::/0", except: ["fd00:ec2::254/128"] } },
            ],
            ports: [{ protocol: "TCP", port: 443 }],
        },
    ],
};
