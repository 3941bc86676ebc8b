import type { PulumiProject } from "../engine/project";
import type { Result } from "../engine/childProcess";
import type { CallName } from "../../emulator/src";
import type { JobState } from "../../emulator/src/options/behaviour";

export interface Step {
    readonly title: string;
    /** A setting that is changed first: `pulumi config set state ...`. */
    readonly state?: "running" | "stopped";
    /** As a user types it. */
    readonly command: string;
    run(project: PulumiProject): Promise<Result>;
    /** What the service must have got, at least, in this order. */
    readonly sends: readonly CallName[];
    /** What the service must have afterwards. */
    readonly leaves: JobState | "nothing";
}

export const steps: readonly Step[] = [
    {
        title: "1. A TensorBoard that runs",
        command: "pulumi up",
        run: (project) => project.up(),
        sends: ["create"],
        leaves: "running",
    },
    {
        title: "2. Stopped: it costs nothing, and stays",
        state: "stopped",
        command: "pulumi up",
        run: (project) => project.up(),
        sends: ["stop"],
        leaves: "stopped",
    },
    {
        title: "3. A preview with nothing to do",
        command: "pulumi preview --expect-no-changes",
        run: (project) => project.preview("--expect-no-changes"),
        sends: [],
        leaves: "stopped",
    },
    {
        title: "4. Running again",
        state: "running",
        command: "pulumi up",
        run: (project) => project.up(),
        sends: ["restart"],
        leaves: "running",
    },
    {
        title: "5. Torn down: stopped first, then deleted",
        command: "pulumi destroy",
        run: (project) => project.destroy(),
        sends: ["stop", "delete"],
        leaves: "nothing",
    },
];
