/** The keys of a project that is called `modelarts` are in the namespace of the providers. */
export function describeNamespace(project: string): string {
    if (project !== "modelarts") return "";
    return ". The project itself is called modelarts, so its own keys are taken for settings: give it another name in Pulumi.yaml";
}
