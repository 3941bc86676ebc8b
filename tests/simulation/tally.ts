import type { Played } from "./player";

/** Counts what histories exercise. */
export class Tally {
    private readonly counts = new Map<string, Map<string, number>>();

    add(table: string, cell: string, count = 1): void {
        const cells = this.counts.get(table) ?? new Map<string, number>();
        cells.set(cell, (cells.get(cell) ?? 0) + count);
        this.counts.set(table, cells);
    }

    addPlayed({ command, ok, isInterrupted, steps, writes }: Played): void {
        const result = isInterrupted ? "interrupted" : ok ? "succeeded" : "failed";
        this.add("commands", `${command.kind} ${result}`);
        if ("program" in command) {
            for (const option of Object.keys(command.options)) this.add("options", option);
            if (command.interrupt !== undefined && isInterrupted)
                this.add("interrupts", command.interrupt.how);
            for (const resource of command.program.resources)
                for (const field of Object.keys(resource)) this.add("fields of resources", field);
        } else this.add("other steps", command.kind === "state" ? command.edit : command.action);
        for (const { op } of steps) this.add("steps of the engine", op);
        for (const write of writes) this.add("writes", write.replace(/ \d* /, " "));
    }

    addLog(log: readonly string[]): void {
        for (const line of log) {
            const [, mark, method = "", target = "", fault = ""] = line.split(" ");
            if (mark !== "#") continue;
            const call = target
                .replace(/\?.*/, "")
                .replace(/[0-9a-f]{32}/g, "PROJECT")
                .replace(/\/\d+/g, "/ID");
            if (fault !== "ok") this.add("faults of requests", `${fault} ${method} ${call}`);
        }
    }

    /** A table in Markdown for each subject. */
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
