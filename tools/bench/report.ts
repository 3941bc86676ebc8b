import { drawChart } from "./chart";
import {
    type Command,
    commandsOf,
    median,
    memoryGrowth,
    peakMemory,
    providerKinds,
    ratio,
    type Results,
    runsOf,
    type Subject,
    subjects,
    wallSeconds,
} from "./results";

type Rows = readonly (readonly string[])[];

/** Returns the results in Markdown, aligned so that a terminal can display the same text. */
export function report(results: Results): string {
    const { began, minutes, machine, load, plan } = results;
    return [
        `- ${began.slice(0, 10)}: ${machine}.
- The ${plan.form} form took ${minutes.toFixed(1)} minutes. The load average was ${load.before.toFixed(1)} before it, and ${load.after.toFixed(1)} at its end.
- A start takes a job ${plan.boot} s, a stop ${plan.stop} s, and a delete ${plan.stop} s.`,
        section(
            "Wall time, and its ratio to the baseline",
            ["jobs", "operation", "baseline, s", ...providerKinds.flatMap((kind) => [`${kind}, s`, "ratio"])],
            commandsOf(results).map((command) => [
                String(command.size),
                command.operation,
                range(wallSeconds(results, "baseline", command), 1),
                ...providerKinds.flatMap((provider) => [
                    range(wallSeconds(results, provider, command), 1),
                    number(ratio(results, provider, command), 2),
                ]),
            ]),
        ),
        drawChart({
            title: `Stop of ${plan.sizes.join(", ")} jobs: dynamic provider, plugin, baseline`,
            categories: plan.sizes.map(String),
            unit: "seconds",
            lines: Object.fromEntries(
                subjects.map((subject) => [
                    subject,
                    plan.sizes.map((size) => {
                        const seconds = wallSeconds(results, subject, { size, operation: "stop" });
                        return Math.round(median(seconds) * 10) / 10;
                    }),
                ]),
            ),
        }),
        ...providerKinds.map((provider) =>
            section(
                `Requests of the ${provider} provider`,
                ["jobs", "operation", "requests", "per job", "detected after, s (median / most)"],
                commandsOf(results).map((command) => requestRow(results, provider, command)),
            ),
        ),
        section(
            `State and memory: ${subjects.join(" / ")}`,
            ["jobs", "state of one job, kB", "provider's peak, MB"],
            sizeRows(results),
        ),
        section(
            "Loading, in a new process",
            ["what", "ms"],
            Object.entries(results.imports).map(([what, milliseconds]) => [what, range(milliseconds, 0)]),
        ),
    ].join("\n\n");
}

function requestRow(results: Results, provider: Subject, command: Command): string[] {
    const { requests = {}, detectionSeconds = [] } = runsOf(results, provider, command).at(-1) ?? {};
    const calls = Object.entries(requests).map(([call, count]) => `${count} ${call}`);
    const requestCount = Object.values(requests).reduce((total, count) => total + count, 0);
    const detection = [median(detectionSeconds), Math.max(...detectionSeconds)];
    return [
        String(command.size),
        command.operation,
        calls.join(", ") || "-",
        number(requestCount / command.size, 2),
        detectionSeconds.length === 0 ? "-" : detection.map((seconds) => number(seconds, 2)).join(" / "),
    ];
}

function sizeRows(results: Results): string[][] {
    const cell = (digits: number, value: (subject: Subject) => number): string =>
        subjects.map((subject) => number(value(subject), digits)).join(" / ");
    const stateBytes = (subject: Subject, size: number): number =>
        runsOf(results, subject, { size, operation: "create" }).at(-1)?.stateBytes ?? NaN;
    const rows = results.plan.sizes.map((size) => [
        String(size),
        cell(2, (subject) => stateBytes(subject, size) / 1e3),
        cell(0, (subject) => peakMemory(results, subject, size) / 1e6),
    ]);
    const growth = cell(2, (subject) => memoryGrowth(results, subject) / 1e3);
    return [...rows, ["growth for each job, kB", "", growth]];
}

/** Returns a table under a heading. */
export function section(title: string, header: readonly string[], rows: Rows): string {
    return `### ${title}\n\n${table(header, rows)}`;
}

/** Returns a table. The last column is not padded, since its texts may be long. */
export function table(header: readonly string[], rows: Rows): string {
    const widths = header.map((_, column) =>
        Math.max(3, ...[header, ...rows].map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]): string =>
        `| ${cells.map((cell, i) => (i < cells.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell)).join(" | ")} |`;
    return [header, widths.map(() => "---"), ...rows].map(line).join("\n");
}

export function number(value: number, digits: number): string {
    return Number.isFinite(value) ? value.toFixed(digits) : "-";
}

/** Returns the median, and the least and the most in brackets if there are several values. */
export function range(values: readonly number[], digits: number): string {
    const middle = number(median(values), digits);
    if (values.length < 2) return middle;
    return `${middle} (${number(Math.min(...values), digits)}–${number(Math.max(...values), digits)})`;
}
