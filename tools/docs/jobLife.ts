import { readFile } from "node:fs/promises";
import path from "node:path";
import { type JobState, statuses } from "../../provider/src/modelarts/status";
import { type Action, decisions, type Goal, type Observed } from "../../provider/src/reconcile/decide";
import { fillParts, type Parts, table } from "./fillParts";
import { root } from "./markdown";

type Edge = readonly [from: string, to: string, why: string];

/** What the service does without being asked. */
const serviceEdges: readonly Edge[] = [
    ["[*]", "starting", "created"],
    ["starting", "running", "it has come up"],
    ["starting", "failed", "it does not come up"],
    ["running", "failed", "it breaks"],
    ["running", "stopped", "autoStopHours are over"],
    ["stopping", "stopped", "it has stopped"],
];
/** Where an act that was accepted leads. */
const actionTargets: Readonly<Record<Action, string>> = {
    stop: "stopping",
    restart: "starting",
    delete: "[*]",
};
const acts = Object.keys(actionTargets);

const entries = <K extends string, V>(record: Readonly<Record<K, V>>) => Object.entries(record) as [K, V][];

/** Every act that the table knows, with the goals that want it. */
function actionEdges(): Edge[] {
    const goals = new Map<string, Goal[]>();
    for (const [goal, rows] of entries(decisions))
        for (const [observed, { step }] of entries(rows))
            if (acts.includes(step))
                goals.set(`${observed} ${step}`, [...(goals.get(`${observed} ${step}`) ?? []), goal]);
    return [...goals].map(([key, goalNames]) => {
        const [observed = "", act = ""] = key.split(" ");
        return [observed, actionTargets[act as Action], `${act} (to be ${goalNames.join(" or ")})`];
    });
}

export function edges(): readonly Edge[] {
    return [...serviceEdges, ...actionEdges()];
}

function diagram(): string {
    const lines = edges().map(([from, to, why]) => `    ${from} --> ${to}: ${why}`);
    return ["```mermaid", "stateDiagram-v2", ...lines, "```"].join("\n");
}

function steps(goal: Goal): string {
    const rows = entries<Observed, { step: string; reason: string }>(decisions[goal]);
    return table(
        ["it is", "next", "why"],
        rows.map(([observed, { step, reason }]) => [
            observed,
            acts.includes(step) ? `**${step}**` : step,
            reason,
        ]),
    );
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

const parts: Parts = {
    statuses: statusTable,
    diagram,
    "to running": () => steps("running"),
    "to stopped": () => steps("stopped"),
    "to deleted": () => steps("deleted"),
};

/** The page with its generated parts replaced. */
export function fillPage(page: string): string {
    return fillParts("docs/job-life.md", page, parts);
}

export async function jobLifePage(): Promise<string> {
    return fillPage(await readFile(path.join(root, "docs", "job-life.md"), "utf8"));
}
