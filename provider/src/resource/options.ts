import { type CustomResourceOptions, RunError } from "@pulumi/pulumi";

const instead =
    "set the input visualizationId in its place, which adopts the job, or look the job up with getVisualizationJob";

/** What Pulumi does with a dynamic resource that has one of these options. */
const unusableOptions = {
    id: "with which Pulumi only reads a job: no input counts, so that nothing starts or stops it",
    import: "and Pulumi cannot import a dynamic resource",
} as const satisfies Partial<Record<keyof CustomResourceOptions, string>>;

/** Ends the program with one sentence where an option would leave a job as it is, whatever the program says of it. */
export function assertOptions(name: string, options: CustomResourceOptions): void {
    for (const [option, effect] of Object.entries(unusableOptions))
        if (options[option as keyof typeof unusableOptions] !== undefined)
            throw new RunError(`VisualizationJob "${name}" has the option ${option}, ${effect}: ${instead}.`);
}
