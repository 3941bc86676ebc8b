/** Returns the URN of a resource without a parent, in the stack of the tests; by default one of the plugin. */
export function urnOf(name: string, provider = { type: "modelarts:index:VisualizationJob" }): string {
    return `urn:pulumi:dev::test::${provider.type}::${name}`;
}
