import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Phase, statuses } from "../../provider/src/modelarts/status";
import { type Act, decisions, type Goal, type Seen } from "../../provider/src/reconcile/decide";
import { root } from "./markdown";

type Edge = readonly [from: string, to: string, why: string];

/** What the service does without being asked. */
const byItself: readonly Edge[] = [
    ["[*]", "starting", "created"],
    ["starting", "running", "it has come up"],
    ["starting", "failed", "it does not come up"],
    ["running", "failed", "it breaks"],
    ["running", "stopped", "autoStopHours are over"],
    ["stopping", "stopped", "it has stopped"],
];
/** Where an act that was accepted leads. */
const leadsTo: Readonly<Record<Act, string>> = { stop: "stopping", restart: "starting", delete: "[*]" };
const acts = Object.keys(leadsTo);

const entries = <K extends string, V>(record: Readonly<Record<K, V>>) => Object.entries(record) as [K, V][];

/** Every act that the table knows, with the goals that want it. */
function asked(): Edge[] {
    const goals = new Map<string, Goal[]>();
    for (const [goal, rows] of entries(decisions))
        for (const [seen, { step }] of entries(rows))
            if (acts.includes(step))
                goals.set(`${seen} ${step}`, [...(goals.get(`${seen} ${step}`) ?? []), goal]);
    return [...goals].map(([key, wanted]) => {
        const [seen = "", act = ""] = key.split(" ");
        return [seen, leadsTo[act as Act], `${act} (to be ${wanted.join(" or ")})`];
    });
}

export function edges(): readonly Edge[] {
    return [...byItself, ...asked()];
}

function diagram(): string {
    const lines = edges().map(([from, to, why]) => `    ${from} --> ${to}: ${why}`);
    return ["```mermaid", "stateDiagram-v2", ...lines, "```"].join("\n");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
    return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function steps(goal: Goal): string {
    const rows = entries<Seen, { step: string; why: string }>(decisions[goal]);
    return table(
        ["it is", "next", "why"],
        rows.map(([seen, { step, why }]) => [seen, acts.includes(step) ? `**${step}**` : step, why]),
    );
}

const inWords: Readonly<Record<Phase, string>> = {
    starting: "on its way up",
    running: "up, and billed",
    stopping: "on its way down",
    stopped: "down",
    failed: "broken",
    unknown: "none of these",
};

function statusTable(): string {
    const of = (phase: Phase) =>
        statuses.filter((status) => status.phase === phase).map(({ name, code }) => `\`${name}\` (${code})`);
    return table(
        ["`state`", "the job is", "statuses of the service"],
        entries(inWords).map(([phase, words]) => [`\`${phase}\``, words, of(phase).join(", ")]),
    );
}

/** What stands between `<!-- NAME -->` and `<!-- end of NAME -->`. */
const parts: Readonly<Record<string, () => string>> = {
    statuses: statusTable,
    diagram,
    "to running": () => steps("running"),
    "to stopped": () => steps("stopped"),
    "to gone": () => steps("gone"),
};

/** The page with these parts made anew; its words stay. Throws where one of them has no place in it. */
export function filled(page: string): string {
    return Object.entries(parts).reduce((text, [name, part]) => {
        const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
        const [before, rest, ...more] = text.split(begin);
        const [, after] = rest?.split(end) ?? [];
        if (before === undefined || after === undefined || more.length > 0)
            throw new Error(`docs/job-life.md has no place, or several, for ${name}.`);
        return `${before}${begin}\n\n${part()}\n\n${end}${after}`;
    }, page);
}

export async function jobLifePage(): Promise<string> {
    return filled(await readFile(path.join(root, "docs", "job-life.md"), "utf8"));
}
