import { diff } from "./diff";
import { type Inputs, unknownValue } from "./inputs";
import { type Outputs, ofProgram } from "./state";

type Preview = Readonly<Record<string, unknown>>;

/** What the service decides. */
const ofService = ["status", "serviceUrl", "createdAt", "resourceId"] as const;
/** What a job that is taken over has of its own. */
const ofJob = ["visualizationId", "name", "trainUrl", "description", "region", "projectId"] as const;

/** The outputs of a job to come, as far as they are known before. */
export function previewOfCreate(inputs: Inputs): Preview {
    const unknown: Preview = Object.fromEntries([...ofService, ...ofJob].map((name) => [name, unknownValue]));
    const made = inputs.visualizationId === undefined ? { description: "" } : {};
    return { ...unknown, ...made, ...inputs, state: stateAfter(inputs) };
}

/** The outputs of a job after a change in place. */
export function previewOfUpdate(olds: Outputs, news: Inputs): Preview {
    const { changed } = diff(olds, news);
    const moves = changed.includes("state") || (news.state === undefined && olds.__starting === true);
    const { description = olds.description } = news;
    return {
        ...Object.fromEntries(Object.entries(olds).filter(([name]) => !isOfProgram(name))),
        ...Object.fromEntries(Object.entries(news).filter(([name]) => isOfProgram(name))),
        ...(description === undefined ? {} : { description }),
        ...(moves ? { state: stateAfter(news), status: unknownValue, serviceUrl: unknownValue } : {}),
    };
}

/** A job that is to be stopped may turn out to have failed, and one that nobody waits for may be on its way. */
function stateAfter({ state, visualizationId, skipAwait }: Inputs): string {
    const wanted = state ?? (visualizationId === undefined ? "running" : undefined);
    return wanted === "running" && skipAwait !== true ? wanted : unknownValue;
}

function isOfProgram(name: string): boolean {
    return (ofProgram as readonly string[]).includes(name);
}
