import { judge } from "./aims";
import type { ImportMeasurement, ListMeasurement } from "./client";
import { type Measurement, providerKinds, type Subject, subjects, type Usages } from "./measurement";
import type { Plan } from "./plan";
import { findSummary, memoryGrowth, peakMemory, ratio, summarize, type Summary } from "./summary";
import { calls, each, kilobytes, megabytes, number, range, table } from "./table";
import type { ThrottlingMeasurement } from "./throttling";

/** All results of one run, as `results.json` has them. */
export interface Results {
    /** ISO 8601, UTC. */
    readonly began: string;
    readonly minutes: number;
    /** Cores, system and versions, in one line. */
    readonly machine: string;
    /** The load average of the system before the run, and at its end. */
    readonly load: { readonly before: number; readonly after: number };
    readonly plan: Plan;
    readonly measurements: readonly Measurement[];
    readonly throttling: readonly ThrottlingMeasurement[];
    readonly lists: readonly ListMeasurement[];
    readonly imports: readonly ImportMeasurement[];
}

const compared = [...providerKinds, "baseline"] as const;
const ratioColumns = providerKinds.flatMap((provider) => [`${provider}, s`, "ratio"]);

/** The results in Markdown, aligned so that a terminal can show the same text. */
export function report({ began, minutes, machine, load, plan, ...results }: Results): string {
    const summaries = summarize(results.measurements, plan);
    const tables = [
        `- ${began.slice(0, 10)}: ${machine}.
- The ${plan.form} form took ${minutes.toFixed(1)} minutes. The load average was ${load.before.toFixed(1)} before it, and ${load.after.toFixed(1)} at its end.
- A start takes a job ${plan.boot} s, a stop ${plan.stop} s, and a delete ${plan.stop} s.`,
        table(
            "Aims",
            ["provider", "aim", "outcome", "figure"],
            judge(summaries, plan).map(({ provider, aim, outcome, figure }) => [
                provider,
                aim,
                outcome,
                figure,
            ]),
        ),
        table(
            "Wall time, and its ratio to the baseline",
            ["jobs", "operation", "baseline, s", ...ratioColumns],
            summaries
                .filter(({ subject }) => subject === "baseline")
                .map((baseline) => compare(baseline, summaries)),
        ),
        ...providerKinds.map((provider) => requestTable(provider, summaries)),
        usageTable(summaries),
        table(
            "No change, beside the wide baseline",
            ["jobs", "operation", "wide baseline, s", ...ratioColumns, `program, CPU s: ${each(subjects)}`],
            summaries
                .filter(({ subject, operation }) => subject === "wide baseline" && operation === "no change")
                .map((baseline) => [
                    ...compare(baseline, summaries),
                    each(
                        subjects.map((subject) =>
                            number(findSummary(summaries, subject, baseline)?.usages.program?.cpuSeconds, 1),
                        ),
                    ),
                ]),
        ),
        sizeTable(summaries, plan),
        table(
            "Loading, in a new process",
            ["what", "ms"],
            results.imports.map(({ what, milliseconds }) => [what, range(milliseconds, 0)]),
        ),
        table(
            `Listing of ${plan.listedJobs} jobs with the client`,
            ["jobs on a page", "requests", "s", "plain fetch, s", "peak, MB"],
            results.lists.map(({ perPage, requests, seconds, fetchSeconds, peakBytes }) => [
                String(perPage),
                String(requests),
                number(seconds, 2),
                number(fetchSeconds, 2),
                megabytes(peakBytes),
            ]),
        ),
        table(
            `${plan.throttledJobs} jobs where ${plan.rate} requests a second are served`,
            ["operation", "requests", "wall, s", "served / rate, s", "served", "rejected (429)"],
            results.throttling.map(({ operation, requests, seconds, served, rejected }) => [
                operation,
                calls(requests),
                number(seconds, 1),
                number(served / plan.rate, 1),
                String(served),
                String(rejected),
            ]),
        ),
    ];
    return tables.filter((text) => text !== "").join("\n\n");
}

function compare(baseline: Summary, summaries: readonly Summary[]): string[] {
    const sides = providerKinds.flatMap((provider) => {
        const own = findSummary(summaries, provider, baseline);
        return [range(own?.wallSeconds, 1), number(ratio(own, baseline), 2)];
    });
    return [String(baseline.size), baseline.operation, range(baseline.wallSeconds, 1), ...sides];
}

function requestTable(provider: Subject, summaries: readonly Summary[]): string {
    const detection = "detected after, s (median / most)";
    return table(
        `Requests of the ${provider} provider`,
        ["jobs", "operation", "requests", "per job", detection, "polls per job and tick"],
        summaries
            .filter(({ subject }) => subject === provider)
            .map(({ size, operation, requests, requestsPerJob, detectionSeconds, pollsPerTick }) => [
                String(size),
                operation,
                calls(requests),
                number(requestsPerJob, 2),
                detectionSeconds
                    ? each([number(detectionSeconds.median, 2), number(detectionSeconds.max, 2)])
                    : "-",
                number(pollsPerTick, 3),
            ]),
    );
}

function usageTable(summaries: readonly Summary[]): string {
    const roles = ["provider", "program", "engine", "emulator"] as const;
    const cells = (of: Summary, cell: (usages: Usages) => string): string =>
        each(compared.map((subject) => cell(findSummary(summaries, subject, of)?.usages ?? {})));
    return table(
        `What the processes use: ${each(compared)}`,
        ["jobs", "operation", "provider's peak, MB", ...roles.map((role) => `${role}, CPU s`)],
        summaries
            .filter(({ subject }) => subject === "baseline")
            .map((of) => [
                String(of.size),
                of.operation,
                cells(of, ({ provider }) => megabytes(provider?.peakBytes)),
                ...roles.map((role) => cells(of, (usages) => number(usages[role]?.cpuSeconds, 1))),
            ]),
    );
}

function sizeTable(summaries: readonly Summary[], { sizes }: Plan): string {
    const forEach = (cell: (subject: Subject) => string): string => each(compared.map(cell));
    const stateBytes = (size: number, subject: Subject) =>
        findSummary(summaries, subject, { size, operation: "create" })?.stateBytes;
    return table(
        `State and memory: ${each(compared)}`,
        ["jobs", "state of one job, kB", "provider's peak, MB"],
        [
            ...sizes.map((size) => [
                String(size),
                forEach((subject) => kilobytes(stateBytes(size, subject))),
                forEach((subject) => megabytes(peakMemory(summaries, subject, size))),
            ]),
            [
                "growth for each job, kB",
                "",
                forEach((subject) => kilobytes(memoryGrowth(summaries, subject))),
            ],
        ],
    );
}

const [begin, end] = ["<!-- results -->", "<!-- end of results -->"];

/** The document with the text between its two comments replaced. Throws if it lacks them. */
export function withResults(document: string, results: string): string {
    const [from, to] = [document.indexOf(begin), document.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The document has no ${begin} before ${end}.`);
    return `${document.slice(0, from + begin.length)}\n\n${results}\n\n${document.slice(to)}`;
}
