/** Counts the operations and the faults of a run. */
export class Tally {
    episodes = 0;
    operations = 0;
    /** Failed operations, which is allowed with faults. */
    failed = 0;
    private readonly commands = new Map<string, number>();
    private readonly troubles = new Map<string, number>();

    count(command: string, code: number, counts: Readonly<Record<string, number>>): void {
        this.operations++;
        if (code !== 0) this.failed++;
        add(this.commands, command, 1);
        for (const [kind, times] of Object.entries(counts)) add(this.troubles, kind, times);
    }

    get faults(): number {
        return [...this.troubles.values()].reduce((sum, times) => sum + times, 0);
    }

    toString(): string {
        return [
            `${this.episodes} episodes, ${this.operations} operations (${listed(this.commands)}; ${this.failed} failed with faults)`,
            `${this.faults} faults (${listed(this.troubles)})`,
        ].join("\n");
    }
}

function add(counts: Map<string, number>, name: string, times: number): void {
    counts.set(name, (counts.get(name) ?? 0) + times);
}

function listed(counts: ReadonlyMap<string, number>): string {
    return [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([name, times]) => `${times} ${name}`)
        .join(", ");
}
