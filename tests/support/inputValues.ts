import type { Inputs } from "../../provider/src/properties/inputs";

/** Contains one valid value for every input of `VisualizationJob`. */
export const validValues: Readonly<Record<string, unknown>> = {
    trainUrl: "/bucket/logs/",
    name: "from-another",
    description: "of another",
    jobType: "mindinsight",
    flavor: "modelarts.vm.cpu.2u",
    autoStopHours: 4,
    state: "stopped",
    visualizationId: "300",
    deletionPolicy: "stop",
    region: "cn-north-4",
    projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
    skipAwait: false,
} satisfies Record<keyof Inputs, unknown>;

/** Contains for every input one value that breaks its rule. */
export const invalidValues: Readonly<Record<string, unknown>> = {
    trainUrl: "s3://bucket/logs/",
    name: "von anderswo",
    description: "x".repeat(257),
    jobType: "Tensorboard",
    flavor: "a b",
    autoStopHours: 25,
    state: "paused",
    visualizationId: "../300",
    deletionPolicy: "keep",
    region: "cn north",
    projectId: "a b",
    skipAwait: "no",
} satisfies Record<keyof Inputs, unknown>;

export const inputNames = Object.keys(validValues);
