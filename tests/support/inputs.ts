import {
    check,
    type CheckContext,
    type CheckFailure,
    type Inputs,
} from "../../provider/src/properties/inputs";

type Properties = Readonly<Record<string, unknown>>;

export const folder = "/bucket/folder/";

/** Every input that a new job may have. */
export const made: Properties = {
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

/** Characters that differ from call to call, and not from run to run. */
export function counting(): CheckContext["random"] {
    let count = 0;
    return (length) => (++count).toString(16).padStart(length, "0");
}

export function checked(
    news: Properties,
    olds: Properties = {},
    context: Partial<CheckContext> = {},
): { inputs: Inputs; failures: CheckFailure[] } {
    return check(olds, { __urn: urn, ...news }, { random: counting(), ...context });
}

export function reasons(news: Properties, context?: Partial<CheckContext>): string[] {
    return checked(news, {}, context).failures.map(({ reason }) => reason);
}

/** Inputs that have passed. Throws where they do not pass. */
export function checkedInputs(
    news: Properties,
    olds: Properties = {},
    context?: Partial<CheckContext>,
): Inputs {
    const { inputs, failures } = checked(news, olds, context);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    return inputs;
}
