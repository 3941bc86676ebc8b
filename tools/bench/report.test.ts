import { operations, type Measurement, subjects } from "./measurement";
import { plans } from "./plan";
import { circumstances, markdownReport, terminalReport, withResults } from "./report";
import { judge, type Results } from "./results";

const plan = { ...plans.full, boot: 20, stop: 10 };
const measurements = plan.sizes.flatMap((size) =>
    subjects.flatMap((subject) =>
        operations.map((operation): Measurement => ({
            subject,
            size,
            operation,
            wallSeconds: { dynamic: 30, plugin: 26, floor: 25 }[subject],
            usages: {
                provider: {
                    cpuSeconds: 1.5,
                    peakBytes: 100e6 + size * { dynamic: 30e3, plugin: 15e3, floor: 10e3 }[subject],
                },
            },
            requests: { dynamic: { list: 12, create: size }, plugin: { list: 10, create: size }, floor: {} }[
                subject
            ],
            noticedAfter: { dynamic: [0.5, 0.75], plugin: [0.25, 1.5], floor: [] }[subject],
            ...(operation === "create"
                ? { stateBytes: { dynamic: 1999, plugin: 1500, floor: 2400 }[subject] }
                : {}),
        })),
    ),
);
const results: Results = {
    began: "2026-01-02T03:04:05.000Z",
    minutes: 12.34,
    machine: {
        cores: 2,
        processor: "some",
        memoryBytes: 8e9,
        system: "linux x64",
        node: "20.1.2",
        engine: "3.200.0",
        pulumiSdk: "3.201.0",
    },
    load: { before: 0.1, after: 2 },
    plan,
    measurements,
    wideFloors: [
        { size: 100, wallSeconds: { min: 20, median: 20, max: 20, count: 1 }, programCpuSeconds: 2 },
    ],
    imports: [{ what: "a package", milliseconds: { min: 1, median: 2, max: 3, count: 3 } }],
    listings: [
        { perPage: 1000, jobs: 10_000, requests: 10, seconds: 0.5, floorSeconds: 0.25, peakBytes: 130e6 },
    ],
    throttled: [
        {
            command: "create",
            jobs: 20,
            rate: 5,
            seconds: 30,
            leastSeconds: 9,
            served: 45,
            refused: 3,
            requests: {},
        },
    ],
};

describe("the report", () => {
    const report = markdownReport(results, judge(results));

    test("says when, on what and under which load it was measured, and nothing of whose machine", () => {
        expect(circumstances(results).join("\n")).toMatch(
            /^2026-01-02: 2 cores, Node 20, .*Pulumi 3\.200\.0/,
        );
        expect(circumstances(results).join("\n")).toContain("0.1 processes wanted a core");
        expect(report).not.toContain("some");
    });

    test.each([
        "| 100 | create | 25.0 | 30.0 | 1.20 | 26.0 | 1.04 |",
        "| 100 | create | 12 list, 100 create | 1.12 | 0.63 / 0.75 | 0.006 |",
        "| 100 | create | 10 list, 100 create | 1.10 | 0.88 / 1.50 | 0.005 |",
        "| 100 | no change | 12 list, 100 create | 1.12 | 0.63 / 0.75 | - |",
        "| 100 | stop | 103 / 102 / 101 | 1.5 / 1.5 / 1.5 | - / - / - | - / - / - | - / - / - |",
        "| 100 | 25.0 | 20.0 | 30.0 | 1.50 | 26.0 | 1.30 | - / - / - / 2.0 |",
        "| 10 | 2.00 / 1.50 / 2.40 | 100 / 100 / 100 |",
        "| growth for each job, kB |  | 30.00 / 15.00 / 10.00 |",
        "| a package | 2 (1–3) |",
        "| 1000 | 10 | 0.50 | 0.25 | 130 |",
        "| create | - | 30.0 | 9.0 | 45 | 3 |",
        "| dynamic | memory that grows by less than 20 kB for each job | missed | 30.0 kB; that of the floor 10.0 kB |",
        "| plugin | memory that grows by less than 20 kB for each job | met | at most 15.0 kB; that of the floor 10.0 kB |",
        "| dynamic | wall time within 1.25 of the floor, at 1000 jobs | met | at most 1.20 at create of 1000 |",
        "| plugin | wall time within 1.1 of the floor, up to 100 jobs | met | at most 1.04 at create of 1 |",
    ])("has the row %s", (row) => {
        expect(report.split("\n")).toContain(row);
    });

    test("has the same figures in a terminal", () => {
        expect(terminalReport(results, judge(results))).toMatch(
            /^ *100 +create +25\.0 +30\.0 +1\.20 +26\.0 +1\.04$/m,
        );
    });

    test("leaves out a table that would be empty", () => {
        expect(report).toContain("### No change, beside the wide floor");
        const without = { ...results, wideFloors: [] };
        expect(markdownReport(without, judge(without))).not.toContain("wide floor");
    });

    test("takes the place of the one before in a document, and needs that place", () => {
        const document = "# T\n\n<!-- results -->\n\nold\n\n<!-- end of results -->\n\nWhy.\n";
        const replaced = withResults(document, "new");
        expect(replaced).toBe("# T\n\n<!-- results -->\n\nnew\n\n<!-- end of results -->\n\nWhy.\n");
        expect(withResults(replaced, "new")).toBe(replaced);
        expect(() => withResults("# T\n", "new")).toThrow("<!-- results -->");
    });
});
