import { calls, kilobytes, megabytes, none, number, range } from "./figures";
import { furtherTables } from "./furtherTables";
import type { Judged, Results } from "./results";
import type { Row } from "./summary";
import type { Table } from "./table";

function operationCells(row: Row): string[] {
    const { ours, floor, noticedAfter } = row;
    return [
        String(row.size),
        row.operation,
        calls(row.requests),
        range(ours.wallSeconds, 1),
        range(floor.wallSeconds, 1),
        number(row.ratio, 2),
        number(row.requestsPerJob, 2),
        noticedAfter ? `${number(noticedAfter.median, 2)} / ${number(noticedAfter.max, 2)}` : none,
        number(row.looksPerTick, 3),
    ];
}

function usageCells({ size, operation, ours, floor }: Row): string[] {
    const cpu = (["provider", "program", "engine"] as const).map(
        (role) => `${number(ours.cpuSeconds[role], 1)} / ${number(floor.cpuSeconds[role], 1)}`,
    );
    const peaks = `${megabytes(ours.peakBytes)} / ${megabytes(floor.peakBytes)}`;
    return [String(size), operation, peaks, ...cpu, number(ours.serviceCpuSeconds, 1)];
}

/** Everything but the aims. Seconds, where nothing else is said. */
export function tablesOf(results: Results, { rows, sizes, growth, verdicts }: Judged): Table[] {
    return [
        {
            title: "Aims",
            words: 3,
            header: ["aim", "outcome", "figure"],
            rows: verdicts.map(({ aim, outcome, figure }) => [aim, outcome, figure || none]),
        },
        {
            title: "Operations",
            words: 3,
            header: [
                "jobs",
                "operation",
                "requests",
                "wall, s",
                "floor, s",
                "ratio",
                "per job",
                "noticed after, s (median / most)",
                "looks per job and tick",
            ],
            rows: rows.map(operationCells),
        },
        {
            title: "What the processes use, ours / floor",
            words: 2,
            header: [
                "jobs",
                "operation",
                "provider's peak, MB",
                "provider, CPU s",
                "program, CPU s",
                "engine, CPU s",
                "emulator, CPU s",
            ],
            rows: rows.map(usageCells),
        },
        {
            title: "State and memory, ours / floor",
            words: 1,
            header: ["jobs", "state of one job, kB", "provider's peak, MB"],
            rows: [
                ...sizes.map((one) => [
                    String(one.size),
                    `${kilobytes(one.stateBytes)} / ${kilobytes(one.floorStateBytes)}`,
                    `${megabytes(one.peakBytes)} / ${megabytes(one.floorPeakBytes)}`,
                ]),
                [
                    "growth for each job, kB",
                    "",
                    `${kilobytes(growth.bytesPerJob)} / ${kilobytes(growth.floorBytesPerJob)}`,
                ],
            ],
        },
        ...furtherTables(results),
    ];
}
