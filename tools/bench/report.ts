import type { Machine } from "./machine";
import type { Judgement, Results } from "./results";
import { aligned, markdown } from "./table";
import { tablesOf } from "./tables";

function machineLine({ cores, node, engine, pulumiSdk, system }: Machine): string {
    const release = node.split(".")[0] ?? node;
    return `${cores} cores, Node ${release}, ${system}, Pulumi ${engine}, @pulumi/pulumi ${pulumiSdk}`;
}

/** When, where and how it was measured, one sentence each. */
export function circumstances({ began, minutes, machine, load, plan }: Results): string[] {
    return [
        `${began.slice(0, 10)}: ${machineLine(machine)}.`,
        `The ${plan.form} form took ${minutes.toFixed(1)} minutes. Before it, ${load.before.toFixed(1)} processes ` +
            `wanted a core; at its end, with its own, ${load.after.toFixed(1)}.`,
        `A start takes a job ${plan.boot} s, a stop ${plan.stop} s, and a delete ${plan.stop} s.`,
    ];
}

/** For a terminal. */
export function terminalReport(results: Results, judged: Judgement): string {
    const tables = tablesOf(results, judged).map((table) => `${table.title}\n\n${aligned(table)}`);
    return [circumstances(results).join("\n"), ...tables, ""].join("\n\n");
}

/** For a document: the same, under headings of the third level. */
export function markdownReport(results: Results, judged: Judgement): string {
    const lines = circumstances(results).map((sentence) => `- ${sentence}`);
    const tables = tablesOf(results, judged).map((table) => `### ${table.title}\n\n${markdown(table)}`);
    return [lines.join("\n"), ...tables].join("\n\n");
}

const begin = "<!-- results -->";
const end = "<!-- end of results -->";

/** A document with its results replaced. Throws where it has no place for them. */
export function withResults(document: string, report: string): string {
    const [from, to] = [document.indexOf(begin), document.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The document has no ${begin} before ${end}.`);
    return `${document.slice(0, from + begin.length)}\n\n${report}\n\n${document.slice(to)}`;
}
