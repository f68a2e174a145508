const labels = { "app.kubernetes.io/managed-by": "hyperpod-teams" };

export function namespacedMetadata(namespace: string, name: string) {
    return { name, namespace, labels };
}

export function clusterMetadata(name: string) {
    return { name, labels };
}
