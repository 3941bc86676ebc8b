import { calls, kilobytes, megabytes, none, number, range } from "./figures";
import { furtherTables } from "./furtherTables";
import { type ProviderKind, providerKinds, names, type Subject, subjects } from "./measurement";
import type { Judgement, Results } from "./results";
import { type ProviderRow, type Row, rowsOfProvider, type Side } from "./summary";
import type { Table } from "./table";
import { wideBaselineTable } from "./wideFloorTable";

/** Everything that was measured. Seconds, where nothing else is said. */
export function tablesOf(results: Results, judged: Judgement): Table[] {
    const { rows, verdicts } = judged;
    const tables: Table[] = [
        {
            title: "Aims",
            words: 4,
            header: ["door", "aim", "outcome", "figure"],
            rows: verdicts.map(({ door, aim, outcome, figure }) => [door, aim, outcome, figure || none]),
        },
        {
            title: "Wall time, and its ratio to the floor",
            words: 2,
            header: [
                "jobs",
                "operation",
                "floor, s",
                ...providerKinds.flatMap((door) => [`${door}, s`, "ratio"]),
            ],
            rows: rows.map(wallCells),
        },
        ...providerKinds.map((door) => requestTable(door, rowsOfProvider(door, rows))),
        {
            title: `What the processes use: ${each((subject) => subject)}`,
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
        wideBaselineTable(results.wideFloors, rows),
        sizeTable(judged),
        ...furtherTables(results),
    ];
    return tables.filter((table) => table.rows.length > 0);
}

function wallCells({ size, operation, doors: through, floor }: Row): string[] {
    return [
        String(size),
        operation,
        range(floor.wallSeconds, 1),
        ...providerKinds.flatMap((door) => [
            range(through[door].wallSeconds, 1),
            number(through[door].ratio, 2),
        ]),
    ];
}

function requestTable(door: ProviderKind, rows: readonly ProviderRow[]): Table {
    return {
        title: `Requests of ${names[door]}`,
        words: 3,
        header: [
            "jobs",
            "operation",
            "requests",
            "per job",
            "noticed after, s (median / most)",
            "looks per job and tick",
        ],
        rows: rows.map(({ size, operation, requests, requestsPerJob, noticedAfter, looksPerTick }) => [
            String(size),
            operation,
            calls(requests),
            number(requestsPerJob, 2),
            noticedAfter ? `${number(noticedAfter.median, 2)} / ${number(noticedAfter.max, 2)}` : none,
            number(looksPerTick, 3),
        ]),
    };
}

function usageCells({ size, operation, doors: through, floor }: Row): string[] {
    const sides: Readonly<Record<Subject, Side>> = { ...through, floor };
    const cpu = (["provider", "program", "engine"] as const).map((role) =>
        each((subject) => number(sides[subject].cpuSeconds[role], 1)),
    );
    return [
        String(size),
        operation,
        each((subject) => megabytes(sides[subject].peakBytes)),
        ...cpu,
        each((subject) => number(sides[subject].serviceCpuSeconds, 1)),
    ];
}

function sizeTable({ sizes, bytesPerJob }: Judgement): Table {
    return {
        title: `State and memory: ${each((subject) => subject)}`,
        words: 1,
        header: ["jobs", "state of one job, kB", "provider's peak, MB"],
        rows: [
            ...sizes.map(({ size, stateBytes, peakBytes }) => [
                String(size),
                each((subject) => kilobytes(stateBytes[subject])),
                each((subject) => megabytes(peakBytes[subject])),
            ]),
            ["growth for each job, kB", "", each((subject) => kilobytes(bytesPerJob[subject]))],
        ],
    };
}

function each(figure: (subject: Subject) => string): string {
    return subjects.map(figure).join(" / ");
}
