import { desiredDescription, desiredState } from "./desired";
import { changesRunState } from "./diff";
import { type Resource, unknownValue } from "./inputs";
import { pickStatedInputs, programOnlyInputs, type ResourceState } from "./state";

type Preview = Readonly<Record<string, unknown>>;

/** Outputs that the service decides. */
const computedOutputs = ["status", "serviceUrl", "createdAt", "resourceId"] as const;
/** Outputs that an adopted job already has. */
const adoptedOutputs = ["visualizationId", "name", "trainUrl", "region", "projectId"] as const;

/** Returns the outputs of a new or adopted job, as far as they are known before `up`. */
export function previewCreate(resource: Resource): Preview {
    const { inputs } = resource;
    const unknownOutputs: Preview = Object.fromEntries(
        [...computedOutputs, ...adoptedOutputs].map((name) => [name, unknownValue]),
    );
    return {
        ...unknownOutputs,
        ...inputs,
        description: desiredDescription(inputs) ?? unknownValue,
        state: previewState(resource, inputs.visualizationId === undefined),
    };
}

/** Returns the outputs of a job after an update in place. */
export function previewUpdate(prior: ResourceState, resource: Resource): Preview {
    const { inputs: news } = resource;
    const description = desiredDescription(news) ?? prior.outputs.description;
    return {
        ...Object.fromEntries(Object.entries(prior.outputs).filter(([name]) => !isProgramOnly(name))),
        ...pickStatedInputs(prior),
        ...Object.fromEntries(Object.entries(news).filter(([name]) => isProgramOnly(name))),
        ...(description === undefined ? {} : { description }),
        ...(changesRunState(prior, resource)
            ? {
                  state: previewState(resource, prior.isStartPending),
                  status: unknownValue,
                  serviceUrl: unknownValue,
              }
            : {}),
    };
}

/** A job to be stopped may turn out to have failed, and without a wait a job may still be starting. */
function previewState(resource: Resource, isStartPending: boolean): string {
    const state = desiredState(resource, isStartPending);
    return state === "running" && resource.inputs.skipAwait !== true ? state : unknownValue;
}

function isProgramOnly(name: string): boolean {
    return (programOnlyInputs as readonly string[]).includes(name);
}
