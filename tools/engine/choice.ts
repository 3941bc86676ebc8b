import type { Engine, Log } from "./engine";
import { oldestEngine } from "./version";

/** One place where an engine may come from. */
export interface Step {
    /** Completes "Pulumi CLI, tried: ...". */
    readonly name: string;
    attempt(): Promise<Attempt>;
}

export type Attempt =
    | { readonly engine: Engine }
    | {
          /** Why this place has none: a sentence. */
          readonly passedOver: string;
          /** Nothing that a user would care about while another step may still succeed. */
          readonly quiet?: true;
      };

function notFoundMessage(reasons: readonly string[]): string {
    return [
        "No Pulumi CLI was found, and none could be made:",
        ...reasons.map((reason) => `  - ${reason}`),
        `Install Pulumi ${oldestEngine} or newer (https://www.pulumi.com/docs/install/), or Go (https://go.dev/dl/), ` +
            "and run the command again.",
    ].join("\n");
}

/** The first step that has an engine wins; the later ones are not tried. */
export async function chooseEngine(steps: readonly Step[], log: Log): Promise<Engine> {
    const reasons: string[] = [];
    for (const [index, step] of steps.entries()) {
        const attempt = await step.attempt();
        if ("engine" in attempt) return attempt.engine;
        reasons.push(`${step.name}: ${attempt.passedOver}`);
        if (!attempt.quiet && index < steps.length - 1) log(attempt.passedOver);
    }
    throw new Error(notFoundMessage(reasons));
}
