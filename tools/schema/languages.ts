/** The plugin of the SDK's own version is asked for in every language. */
const respectSchemaVersion = true;

/** What the generators of SDKs are told. Each SDK has the name that Pulumi's own tools give it. */
export const languages = {
    // Neither `pulumi-modelarts`, the package with the dynamic resource, nor a name in a scope of others.
    nodejs: { packageName: "pulumi-modelarts-sdk", respectSchemaVersion },
    python: { packageName: "pulumi_modelarts", respectSchemaVersion, pyproject: { enabled: true } },
    go: { respectSchemaVersion },
    csharp: { namespaces: { modelarts: "ModelArts" }, respectSchemaVersion },
    java: { buildFiles: "gradle" },
};
