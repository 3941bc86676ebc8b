import type { AdoptedJob, ModelResource, ProgramModel, RunCommand, RunOptions } from "../history/model";
import { groupType } from "./programs";

type FindId = (job: AdoptedJob) => string | undefined;

/** Returns the program of a model in TypeScript. Only the plugin's SDK has explicit providers. */
export function toProgramText({ resources }: ProgramModel, findId: FindId): string {
    const above = new Set<string>();
    const lines = resources.flatMap((resource) => {
        const id = resource.adopt && findId(resource.adopt);
        if (resource.adopt !== undefined && id === undefined) return [];
        const { name } = resource;
        const args = JSON.stringify(argumentsOf(resource, id));
        const options = optionsOf(resource, above);
        above.add(name);
        return [`const ${name} = new VisualizationJob("${name}", ${args}, ${options});`];
    });
    const hasParent = resources.some(({ parent }) => parent === true);
    const hasProvider = resources.some(({ explicitProvider }) => explicitProvider === true);
    return [
        `import * as pulumi from "@pulumi/pulumi";`,
        `import { ${hasProvider ? "Provider, " : ""}VisualizationJob } from "pulumi-modelarts";`,
        `const config = new pulumi.Config("modelarts");`,
        ...(hasParent ? [`const group = new pulumi.ComponentResource("${groupType}", "group");`] : []),
        ...(hasProvider ? [explicitProvider] : []),
        ...lines,
    ].join("\n");
}

const explicitProvider = `const own = new Provider("own", {
    region: config.require("region"), projectId: config.require("projectId"), accessKey: config.require("accessKey"),
    secretKey: config.requireSecret("secretKey"), endpoints: config.requireObject("endpoints"),
});`;

function argumentsOf(
    { folder = "logs", jobName, description, state, deletionPolicy, skipAwait }: ModelResource,
    id: string | undefined,
): object {
    const common = { description, state, deletionPolicy, skipAwait };
    return id === undefined
        ? { trainUrl: `/bucket/${folder}/`, name: jobName, ...common }
        : { visualizationId: id, ...common };
}

/** Returns the options of a resource. It can only depend on those above it. */
function optionsOf(resource: ModelResource, above: ReadonlySet<string>): string {
    const {
        alias,
        dependsOn,
        protect,
        retainOnDelete,
        ignoreChanges,
        replaceOnChanges,
        deleteBeforeReplace,
    } = resource;
    const data = { protect, retainOnDelete, ignoreChanges, replaceOnChanges, deleteBeforeReplace };
    const entries = [
        ...(resource.parent === true ? ["parent: group"] : []),
        ...(resource.explicitProvider === true ? ["provider: own"] : []),
        ...(alias === undefined ? [] : [`aliases: [{ name: "${alias}", parent: pulumi.rootStackResource }]`]),
        ...(dependsOn === undefined || !above.has(dependsOn) ? [] : [`dependsOn: [${dependsOn}]`]),
        `...${JSON.stringify(data)}`,
    ];
    return `{ ${entries.join(", ")} }`;
}

/** Returns the command line that does the same as the engine with these options. */
export function toCommandLine(
    kind: RunCommand["kind"],
    options: RunOptions,
    findUrn: (name: string) => string,
): string[] {
    const urns = (flag: string, names: readonly string[] = []): string[] =>
        names.flatMap((name) => [flag, findUrn(name)]);
    return [
        kind,
        ...(kind === "preview" ? [] : ["--yes", "--skip-preview"]),
        "--parallel=1",
        ...(options.refresh === true ? ["--refresh"] : []),
        ...(options.runProgram === true ? ["--run-program"] : []),
        ...(options.continueOnError === true ? ["--continue-on-error"] : []),
        ...urns("--target", options.target),
        ...(options.targetDependents === true ? ["--target-dependents"] : []),
        ...urns("--replace", options.replace),
        ...urns("--target-replace", options.targetReplace),
    ];
}
