import { newName } from "../../provider/src/lifecycle/newName";
import type { RandomBytes } from "../../provider/src/lifecycle/random";
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

/** Makes bytes that differ between calls, and are the same in every run of the tests. */
export function sequentialRandom(): RandomBytes {
    let count = 0;
    return (length) => new Uint8Array(length).fill(++count);
}

/** Checks the inputs of a new resource, or of one with prior inputs. A new job that needs a name gets one. */
export function runCheck(
    news: Properties,
    olds: Properties = {},
    context: CheckContext = {},
    randomBytes = sequentialRandom(),
): { inputs: Inputs; failures: CheckFailure[] } {
    const resource = decodeResource({ __urn: urn, ...news });
    const { inputs, failures, needsName } = check(olds, resource, context);
    return {
        inputs: needsName ? { ...inputs, name: newName(resource.urn, context, randomBytes) } : inputs,
        failures,
    };
}

export function failureReasons(news: Properties, context?: CheckContext): string[] {
    return runCheck(news, {}, context).failures.map(({ reason }) => reason);
}

/** Returns the checked inputs. Throws if the check fails. */
export function validInputs(
    news: Properties,
    olds: Properties = {},
    context?: CheckContext,
    randomBytes?: RandomBytes,
): Inputs {
    const { inputs, failures } = runCheck(news, olds, context, randomBytes);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    return inputs;
}

/** Returns a resource with checked inputs, and its options in the hidden inputs of the dynamic resource. */
export function validResource(news: Properties, olds: Properties = {}, context?: CheckContext): Resource {
    return { ...decodeResource({ __urn: urn, ...news }), inputs: validInputs(news, olds, context) };
}
