import { check, type CheckContext, type CheckFailure } from "../../provider/src/properties/check";
import type { Inputs, Resource } from "../../provider/src/properties/inputs";
import { decodeResource } from "../../provider/src/properties/state";

type Properties = Readonly<Record<string, unknown>>;

export const folder = "/bucket/folder/";

export const allInputs: Properties = {
    trainUrl: folder,
    name: "board-1",
    description: "text",
    jobType: "tensorboard",
    flavor: "f.1",
    autoStopHours: 4,
    state: "running",
    deletionPolicy: "delete",
    region: "cn-north-4",
    projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
    skipAwait: false,
};
const urn = "urn:pulumi:dev::project::pulumi-nodejs:dynamic/modelarts:VisualizationJob::board";

/** Makes characters that differ between calls, and are the same in every run of the tests. */
export function sequentialRandom(): CheckContext["randomString"] {
    let count = 0;
    return (length) => (++count).toString(16).padStart(length, "0");
}

/** Checks the inputs of a new resource, or of one with prior inputs. */
export function runCheck(
    news: Properties,
    olds: Properties = {},
    context: Partial<CheckContext> = {},
): { inputs: Inputs; failures: CheckFailure[] } {
    return check(olds, decodeResource({ __urn: urn, ...news }), {
        randomString: sequentialRandom(),
        ...context,
    });
}

export function failureReasons(news: Properties, context?: Partial<CheckContext>): string[] {
    return runCheck(news, {}, context).failures.map(({ reason }) => reason);
}

/** Returns the checked inputs. Throws if the check fails. */
export function validInputs(
    news: Properties,
    olds: Properties = {},
    context?: Partial<CheckContext>,
): Inputs {
    const { inputs, failures } = runCheck(news, olds, context);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    return inputs;
}

/** Returns a resource with checked inputs, and its options in the hidden inputs of the dynamic resource. */
export function validResource(
    news: Properties,
    olds: Properties = {},
    context?: Partial<CheckContext>,
): Resource {
    return { ...decodeResource({ __urn: urn, ...news }), inputs: validInputs(news, olds, context) };
}
