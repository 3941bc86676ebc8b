import type { EmulatorInfo } from "../../../emulator/src";
import { dynamicProvider, providerPlugin, type TestedProvider } from "../../../tools/engine/providers";
import type { Program, ProgramResource, Value } from "../host/engineMessages";
import type { AdoptedJob, ModelResource, Location, ProgramModel, ServiceCommand } from "../history/model";
import { elsewhereName, locations } from "../world/services";

export type ProviderName = TestedProvider["name"];

/** The ID and the place of a job. */
export interface FoundJob {
    readonly id: string;
    readonly location: Location;
}

export const groupType = "test:index:Group";
const project = "simulation";
/** Seconds after which an operation of a resource without `customTimeouts` gives up. */
export const waitTimeout = 90;
const requestTimeout = 10;
/** A part of each secret input. */
export const secretMark = "confidential";

export function jobType(provider: ProviderName): string {
    return provider === "plugin" ? providerPlugin.type : dynamicProvider.type;
}

/** Returns the URN of a resource of this name that has a job. */
export function urnOf(
    provider: ProviderName,
    stack: string,
    { name, parent }: Pick<ModelResource, "name" | "parent">,
): string {
    const type = jobType(provider);
    const types = parent === true ? `${groupType}$${type}` : type;
    return `urn:pulumi:${stack}::${project}::${types}::${name}`;
}

export function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}

export interface ProgramContext {
    readonly provider: ProviderName;
    readonly stack: string;
    readonly info: EmulatorInfo;
    readonly configuration: Pick<ServiceCommand, "authentication" | "lookUp">;
    readonly findJob: (job: AdoptedJob) => FoundJob | undefined;
}

function settingsOf({ info, configuration }: ProgramContext): Record<string, Value> {
    const { authentication, lookUp } = configuration;
    const credentials: Record<string, Value> =
        authentication === "password"
            ? { userName: info.userName, password: { $secret: info.password }, domainName: info.domainName }
            : { accessKey: info.accessKey, secretKey: { $secret: info.secretKey } };
    return {
        region: info.region,
        ...(lookUp === true ? {} : { projectId: info.projectId }),
        ...credentials,
        endpoints: JSON.stringify({ modelarts: info.modelarts, iam: info.iam }),
    };
}

/** Returns the program of a model for the engine. Resources that adopt a job that does not exist are left out. */
export function toProgram(model: ProgramModel, context: ProgramContext): Program {
    const { provider, findJob } = context;
    const settings = settingsOf(context);
    const namespace = provider === "plugin" ? "modelarts" : "huaweicloud";
    const entries = Object.entries(settings).map(([key, value]) => [`${namespace}:${key}`, value] as const);
    // A program can only refer to a resource above.
    const above = new Set<string>();
    const jobs: ProgramResource[] = [];
    for (const resource of model.resources) {
        const job = resource.adopt && findJob(resource.adopt);
        if (resource.adopt !== undefined && job === undefined) continue;
        jobs.push(toResource(resource, job, context, above));
        above.add(resource.name);
    }
    const hasParent = model.resources.some(({ parent }) => parent === true);
    const hasProvider = (which: boolean | "elsewhere"): boolean =>
        provider === "plugin" && model.resources.some(({ explicitProvider }) => explicitProvider === which);
    const type = "pulumi:providers:modelarts";
    const elsewhere = { ...settings, projectId: locations.project.projectId };
    // An explicit provider does not get the configuration of the stack.
    const own = { ...limits, ...(model.allStopped === true ? { state: "stopped" } : {}) };
    return {
        project,
        config: {
            ...Object.fromEntries(entries),
            "modelarts:waitTimeout": String(waitTimeout),
            "modelarts:requestTimeout": String(requestTimeout),
            ...(model.allStopped === true ? { "modelarts:state": "stopped" } : {}),
        },
        packages: [{ name: "modelarts", version: "0.1.0" }],
        resources: [
            ...(hasParent ? [{ name: "group", type: groupType, component: true }] : []),
            ...(hasProvider(true) ? [{ name: "own", type, inputs: { ...settings, ...own } }] : []),
            ...(hasProvider("elsewhere")
                ? [{ name: elsewhereName, type, inputs: { ...elsewhere, ...own } }]
                : []),
            ...jobs,
        ],
    };
}

const limits = { waitTimeout: String(waitTimeout), requestTimeout: String(requestTimeout) };

function toResource(
    resource: ModelResource,
    job: FoundJob | undefined,
    { provider, stack }: ProgramContext,
    above: ReadonlySet<string>,
): ProgramResource {
    const { folder, description, secret, dependsOn, deletedWith, replaceWith, alias, timeout } = resource;
    const { jobName, state, deletionPolicy, skipAwait, explicitProvider } = resource;
    const { ignoreChanges, replaceOnChanges, protect, retainOnDelete, deleteBeforeReplace } = resource;
    const isDynamic = provider !== "plugin";
    const toValue = (text: string): Value =>
        secret === true ? { $secret: text.replace(/\w+/, (word) => `${word}-${secretMark}`) } : text;
    const location = resource.location ?? job?.location ?? "home";
    const isElsewhere = explicitProvider === "elsewhere" && !isDynamic;
    const time = `${timeout ?? 0}s`;
    const timeouts = timeout === undefined ? undefined : { create: time, update: time, delete: time };
    const inputs = withoutUndefined({
        visualizationId: job?.id,
        trainUrl: job === undefined ? toValue(`/bucket/${folder ?? "logs"}/`) : undefined,
        name: job === undefined ? jobName : undefined,
        description: description === undefined ? undefined : toValue(description),
        projectId: location === "home" || isElsewhere ? undefined : locations[location].projectId,
        region: location === "region" && !isElsewhere ? locations.region.region : undefined,
        state,
        deletionPolicy,
        skipAwait,
        __provider: isDynamic ? "code" : undefined,
        __urn: isDynamic ? urnOf(provider, stack, resource) : undefined,
        __timeouts: isDynamic ? timeouts : undefined,
        __replaceOnChanges: isDynamic ? replaceOnChanges : undefined,
    });
    const options = withoutUndefined({
        parent: resource.parent === true ? "group" : undefined,
        provider: isDynamic
            ? undefined
            : isElsewhere
              ? elsewhereName
              : explicitProvider === true
                ? "own"
                : undefined,
        aliases: alias === undefined ? undefined : [{ name: alias, noParent: true }],
        dependsOn: dependsOn !== undefined && above.has(dependsOn) ? [dependsOn] : undefined,
        deletedWith: deletedWith !== undefined && above.has(deletedWith) ? deletedWith : undefined,
        replaceWith: replaceWith !== undefined && above.has(replaceWith) ? [replaceWith] : undefined,
        ignoreChanges,
        replaceOnChanges,
        protect,
        retainOnDelete,
        // The class of the dynamic resource sets it, unless the program does.
        deleteBeforeReplace: deleteBeforeReplace ?? (isDynamic ? true : undefined),
        customTimeouts: timeouts,
    });
    return { name: resource.name, type: jobType(provider), inputs, options };
}

function withoutUndefined<T extends object>(
    values: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
