import type { Action, WaitState } from "../../provider/src/modelarts/job";
import { type JobState, statuses } from "../../provider/src/modelarts/status";
import { decisions, type Observed } from "../../provider/src/reconcile/decide";
import { type Parts, table } from "./fillParts";

type Edge = readonly [from: string, to: string, why: string];

/** The service makes these changes by itself. */
const serviceEdges: readonly Edge[] = [
    ["[*]", "starting", "created"],
    ["starting", "running", "it has come up"],
    ["starting", "failed", "it does not come up"],
    ["running", "failed", "it breaks"],
    ["running", "stopped", "autoStopHours are over"],
    ["stopping", "stopped", "it has stopped"],
];
/** A job is in this state after an action that was accepted. */
const actionTargets: Record<Action, string> = { restart: "starting", stop: "stopping", delete: "[*]" };

const entries = <K extends string, V>(record: Readonly<Record<K, V>>) => Object.entries(record) as [K, V][];

/** Returns the changes of the service, and every action of the table with the goals that need it. */
function edges(): readonly Edge[] {
    const observedStates = Object.keys(decisions.running) as Observed[];
    const actionEdges = entries(actionTargets).flatMap(([action, target]) =>
        observedStates.flatMap((observed): Edge[] => {
            const goals = entries(decisions).filter(([, rows]) => rows[observed].step === action);
            const why = `${action} (to be ${goals.map(([goal]) => goal).join(" or ")})`;
            return goals.length === 0 ? [] : [[observed, target, why]];
        }),
    );
    return [...serviceEdges, ...actionEdges];
}

function diagram(): string {
    const lines = edges().map(([from, to, why]) => `    ${from} --> ${to}: ${why}`);
    return ["```mermaid", "stateDiagram-v2", ...lines, "```"].join("\n");
}

function steps(goal: WaitState): string {
    const rows = Object.entries(decisions[goal]).map(([observed, { step, reason }]) => {
        return [observed, step in actionTargets ? `**${step}**` : step, reason];
    });
    return table(["it is", "next", "why"], rows);
}

const stateDescriptions: Readonly<Record<JobState, string>> = {
    starting: "on its way up",
    running: "up, and billed",
    stopping: "on its way down",
    stopped: "down",
    failed: "broken",
    unknown: "none of these",
};

function statusTable(): string {
    const of = (phase: JobState) =>
        statuses.filter((status) => status.state === phase).map(({ name, code }) => `\`${name}\` (${code})`);
    return table(
        ["`state`", "the job is", "statuses of the service"],
        entries(stateDescriptions).map(([phase, words]) => [`\`${phase}\``, words, of(phase).join(", ")]),
    );
}

/** Contains the parts of docs/job-life.md that come from the tables of statuses and decisions. */
export const jobLifeParts: Parts = {
    statuses: statusTable(),
    diagram: diagram(),
    "to running": steps("running"),
    "to stopped": steps("stopped"),
    "to deleted": steps("deleted"),
};
