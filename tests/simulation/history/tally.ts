import type { HistoryResult } from "./history";
import { type Command, isRun } from "./model";
import type { CommandResult } from "../player/commandResult";

/** Counts what histories exercise. */
export class Tally {
    /** The number by table and cell; a tally that another process has sent is nothing but these. */
    readonly counts = new Map<string, Map<string, number>>();

    add(table: string, cell: string, count = 1): void {
        const cells = this.counts.get(table) ?? new Map<string, number>();
        cells.set(cell, (cells.get(cell) ?? 0) + count);
        this.counts.set(table, cells);
    }

    addAll({ counts }: Pick<Tally, "counts">): void {
        for (const [table, cells] of counts) for (const [cell, count] of cells) this.add(table, cell, count);
    }

    setTable(table: string, cells: ReadonlyMap<string, number>): void {
        this.counts.set(table, new Map(cells));
    }

    count(table: string, cell: string): number {
        return this.counts.get(table)?.get(cell) ?? 0;
    }

    addHistory({ results, log, outside, atStake }: HistoryResult): void {
        for (const result of results) this.addResult(result);
        for (const reason of outside) this.add("outside the promise", reason);
        for (const rule of atStake) this.add("rules at stake", rule);
        this.addLog(log);
    }

    private addResult({ command, ok, hasRun, isRefused, isInterrupted, steps, writes }: CommandResult): void {
        const outcome = isInterrupted ? "interrupted" : ok ? "succeeded" : "failed";
        if (hasRun) this.add("commands", `${command.kind} ${outcome}`);
        for (const { op } of steps) this.add("steps of the engine", op);
        for (const write of writes) this.add("writes", write.replace(/ \S* /, " "));
        if (!isRefused) for (const condition of conditionsOf(command)) this.add("conditions", condition);
        if (!isRun(command)) return;
        for (const option of Object.keys(command.options)) this.add("options", option);
        for (const resource of command.program.resources)
            for (const field of Object.keys(resource)) this.add("fields of resources", field);
    }

    private addLog(log: readonly string[]): void {
        for (const line of log) {
            const [, mark, method = "", target = "", fault = ""] = line.split(" ");
            if (mark !== "#" || fault === "ok") continue;
            const call = target
                .replace(/\?.*/, "")
                .replace(/^\/v1\/[0-9a-f]{32}\//, "")
                .replace(/\/\d+/g, "/ID");
            this.add("faults of requests", `${fault} ${method} ${call}`);
        }
    }

    /** Returns a table in Markdown for each subject. */
    toString(): string {
        return [...this.counts]
            .map(([table, cells]) => {
                const rows = [...cells].sort(([one], [other]) => (one < other ? -1 : 1));
                return [
                    `| ${table} | |`,
                    "| --- | ---: |",
                    ...rows.map(([cell, n]) => `| ${cell} | ${n} |`),
                    "",
                ].join("\n");
            })
            .join("\n");
    }
}

/** Names what a command does beside the engine, or in other surroundings. */
function conditionsOf(command: Command): string[] {
    if (command.kind === "console") return [`console ${command.action}`];
    if (command.kind === "state") return [`state ${command.edit}`];
    if (command.kind === "service") {
        const { options = {}, authentication, lookUp, changingLists } = command;
        return [
            ...Object.keys(options).map((option) => `service ${option}`),
            ...(authentication === undefined ? [] : [authentication]),
            ...(lookUp === true ? ["project lookup"] : []),
            ...(changingLists === true ? ["lists that change"] : []),
            ...("edition" in options && Object.keys(options).length === 1
                ? [`edition ${options.edition}`]
                : []),
        ];
    }
    const { from = {} } = command;
    const workplaces = Object.entries(from).map(([name, value]) => `${name} ${String(value)}`);
    if (command.kind === "import") return workplaces;
    const { interrupt, meanwhile, namesake, appearsAfter, clockJump } = command;
    return [
        ...workplaces,
        ...(interrupt === undefined
            ? []
            : [`${interrupt.how}${"during" in interrupt ? ` during ${interrupt.during}` : ""}`]),
        ...(meanwhile === undefined ? [] : [`meanwhile ${meanwhile.action}`]),
        ...(namesake === undefined ? [] : [`namesake in the ${namesake}`]),
        ...(appearsAfter === undefined ? [] : ["a new job appears late"]),
        ...(clockJump === undefined ? [] : [`clock ${clockJump.by < 0 ? "back" : "forward"}`]),
    ];
}
