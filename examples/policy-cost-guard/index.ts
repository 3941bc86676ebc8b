import { Config as StackConfig } from "@pulumi/pulumi";
import { PolicyPack, type ResourceValidation } from "@pulumi/policy";

/** As the dynamic resource, and as the plugin, which stands for programs in every language. */
const jobTypes = ["pulumi-nodejs:dynamic/modelarts:VisualizationJob", "modelarts:index:VisualizationJob"];

/** The switch that stops every job of the stack, whatever `state` the program declares. */
const stackState = new StackConfig("modelarts").get("state");

/** After the provider has checked it: a name that was left out is made up. */
interface Job {
    readonly name?: string;
    readonly autoStopHours?: number;
    readonly state?: "running" | "stopped";
    readonly visualizationId?: string;
}

/** The configuration of the rules. Each gets its own part, with the defaults filled in by the engine. */
interface Config {
    readonly mayRun: readonly string[];
    readonly pattern: string;
}

/**
 * A rule says what is wrong with a job, or nothing. Where it reads a value that a preview does not know yet, the preview
 * has a warning in place of the rule, and `pulumi up` asks again before the job is made or changed.
 */
function ofJobs(rule: (job: Job, config: Config) => string | undefined): ResourceValidation {
    return (args, report) => {
        if (!jobTypes.includes(args.type)) return;
        const violation = rule(args.props, args.getConfig<Config>());
        if (violation !== undefined) report(violation);
    };
}

new PolicyPack("modelarts-cost-guard", {
    enforcementLevel: "mandatory",
    policies: [
        {
            name: "job-has-an-end",
            description: "A job stops by itself, or is stopped.",
            configSchema: {
                properties: {
                    mayRun: {
                        description: "IDs of adopted jobs that may run without an end.",
                        type: "array",
                        items: { type: "string" },
                        default: [],
                    },
                },
            },
            validateResource: ofJobs((job, { mayRun }) => {
                // The number comes first: a program seldom computes it, so the rule seldom has to wait for `state`.
                if (job.autoStopHours !== undefined || stackState === "stopped" || job.state === "stopped")
                    return undefined;
                if (job.visualizationId === undefined)
                    return 'Nothing stops this job, and it is billed until something does. Set autoStopHours, or state: "stopped".';
                if (mayRun.includes(job.visualizationId)) return undefined;
                return (
                    `Nothing stops job ${job.visualizationId}, and an adopted job cannot get an automatic stop. ` +
                    'Set state: "stopped", or have its ID added to mayRun in the configuration of this policy.'
                );
            }),
        },
        {
            name: "job-name",
            description: "The name of a job follows the pattern.",
            configSchema: {
                properties: {
                    pattern: {
                        description: "Regular expression that a name must match.",
                        type: "string",
                        format: "regex",
                        default: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
                    },
                },
            },
            validateResource: ofJobs(({ name }, { pattern }) => {
                // An adopted job keeps the name that it has.
                if (name === undefined || new RegExp(pattern).test(name)) return undefined;
                return `The name ${JSON.stringify(name)} does not match ${pattern}. Set another one; that makes a new job.`;
            }),
        },
    ],
});
