import { diff } from "./diff";
import { type Inputs, unknownValue } from "./inputs";
import { type Outputs, programOnlyInputs } from "./state";

type Preview = Readonly<Record<string, unknown>>;

/** What the service decides. */
const computedOutputs = ["status", "serviceUrl", "createdAt", "resourceId"] as const;
/** What a job that is taken over has of its own. */
const jobOutputs = ["visualizationId", "name", "trainUrl", "description", "region", "projectId"] as const;

/** The outputs of a job to come, as far as they are known before. */
export function previewCreate(inputs: Inputs): Preview {
    const unknownOutputs: Preview = Object.fromEntries(
        [...computedOutputs, ...jobOutputs].map((name) => [name, unknownValue]),
    );
    const newJobDefaults = inputs.visualizationId === undefined ? { description: "" } : {};
    return { ...unknownOutputs, ...newJobDefaults, ...inputs, state: previewState(inputs) };
}

/** The outputs of a job after a change in place. */
export function previewUpdate(olds: Outputs, news: Inputs): Preview {
    const { changedInputs } = diff(olds, news);
    const changesState =
        changedInputs.includes("state") || (news.state === undefined && olds.__starting === true);
    const { description = olds.description } = news;
    return {
        ...Object.fromEntries(Object.entries(olds).filter(([name]) => !isProgramOnly(name))),
        ...Object.fromEntries(Object.entries(news).filter(([name]) => isProgramOnly(name))),
        ...(description === undefined ? {} : { description }),
        ...(changesState
            ? { state: previewState(news), status: unknownValue, serviceUrl: unknownValue }
            : {}),
    };
}

/** A job that is to be stopped may turn out to have failed, and one that nobody waits for may be on its way. */
function previewState({ state, visualizationId, skipAwait }: Inputs): string {
    const desiredState = state ?? (visualizationId === undefined ? "running" : undefined);
    return desiredState === "running" && skipAwait !== true ? desiredState : unknownValue;
}

function isProgramOnly(name: string): boolean {
    return (programOnlyInputs as readonly string[]).includes(name);
}
