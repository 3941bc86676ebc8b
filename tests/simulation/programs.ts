import type { EmulatorInfo } from "../../emulator/src";
import { dynamicProvider, providerPlugin, type TestedProvider } from "../../tools/engine/providers";
import type { Program, ProgramResource, Value } from "./engineMessages";
import type { AdoptedJob, ModelResource, ProgramModel } from "./model";

export type ProviderName = TestedProvider["name"];

export const stack = "dev";
export const groupType = "test:index:Group";
const project = "simulation";

export function jobType(provider: ProviderName): string {
    return provider === "plugin" ? providerPlugin.type : dynamicProvider.type;
}

function urn(type: string, name: string): string {
    return `urn:pulumi:${stack}::${project}::${type}::${name}`;
}

/** The URN of a resource of this name that has a job. */
export function urnOf(
    provider: ProviderName,
    { name, parent }: Pick<ModelResource, "name" | "parent">,
): string {
    const type = jobType(provider);
    return urn(parent === true ? `${groupType}$${type}` : type, name);
}

/** The program of a model for the engine. Resources that adopt a job that `findId` does not know are left out. */
export function toProgram(
    model: ProgramModel,
    provider: ProviderName,
    info: EmulatorInfo,
    findId: (job: AdoptedJob) => string | undefined,
): Program {
    const settings: Record<string, Value> = {
        region: info.region,
        projectId: info.projectId,
        accessKey: info.accessKey,
        secretKey: { $secret: info.secretKey },
        endpoints: JSON.stringify({ modelarts: info.modelarts, iam: info.iam }),
    };
    const namespace = provider === "plugin" ? "modelarts" : "huaweicloud";
    const entries = Object.entries(settings).map(([key, value]): [string, Value] => [
        `${namespace}:${key}`,
        value,
    ]);
    // A program can only refer to a resource above.
    const above = new Set<string>();
    const jobs: ProgramResource[] = [];
    for (const resource of model.resources) {
        const id = resource.adopt && findId(resource.adopt);
        if (resource.adopt !== undefined && id === undefined) continue;
        jobs.push(toResource(resource, id, provider, above));
        above.add(resource.name);
    }
    const hasParent = model.resources.some(({ parent }) => parent === true);
    const hasProvider = model.resources.some(({ explicitProvider }) => explicitProvider === true);
    return {
        project,
        config: {
            ...Object.fromEntries(entries),
            ...(model.allStopped === true ? { "modelarts:state": "stopped" } : {}),
        },
        packages: [{ name: "modelarts", version: "0.1.0" }],
        resources: [
            ...(hasParent ? [{ name: "group", type: groupType, component: true }] : []),
            ...(hasProvider && provider === "plugin"
                ? [{ name: "own", type: "pulumi:providers:modelarts", inputs: settings }]
                : []),
            ...jobs,
        ],
    };
}

function toResource(
    resource: ModelResource,
    id: string | undefined,
    provider: ProviderName,
    above: ReadonlySet<string>,
): ProgramResource {
    const { name, folder, jobName, description, state, deletionPolicy, skipAwait, dependsOn, alias } =
        resource;
    const { ignoreChanges, replaceOnChanges, protect, retainOnDelete, deleteBeforeReplace } = resource;
    const isDynamic = provider !== "plugin";
    const inputs = defined({
        visualizationId: id,
        trainUrl: id === undefined ? `/bucket/${folder ?? "logs"}/` : undefined,
        name: id === undefined ? jobName : undefined,
        description,
        state,
        deletionPolicy,
        skipAwait,
        __provider: isDynamic ? "code" : undefined,
        __urn: isDynamic ? urnOf(provider, resource) : undefined,
        __replaceOnChanges: isDynamic ? replaceOnChanges : undefined,
    });
    const options = defined({
        parent: resource.parent === true ? "group" : undefined,
        provider: resource.explicitProvider === true && !isDynamic ? "own" : undefined,
        aliases: alias === undefined ? undefined : [{ name: alias, noParent: true }],
        dependsOn: dependsOn !== undefined && above.has(dependsOn) ? [dependsOn] : undefined,
        ignoreChanges,
        replaceOnChanges,
        protect,
        retainOnDelete,
        deleteBeforeReplace,
    });
    return { name, type: jobType(provider), inputs, options };
}

function defined<T extends object>(values: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
