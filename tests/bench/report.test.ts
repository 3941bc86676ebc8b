import { operations, type Measurement, subjects } from "./measurement";
import { plans } from "./plan";
import { circumstances, markdownReport, terminalReport, withResults } from "./report";
import { judge, type Results } from "./results";
import { aligned, markdown } from "./table";

const table = {
    title: "T",
    words: 1,
    header: ["what", "ms"],
    rows: [
        ["a", "10"],
        ["longer", "5"],
    ],
};

test("in a terminal words stand left and figures right, in columns of one width", () => {
    expect(aligned(table)).toBe("what    ms\na       10\nlonger   5");
});

test("in a document a table is one of Markdown, with the same sides", () => {
    expect(markdown(table)).toBe("| what | ms |\n| --- | --: |\n| a | 10 |\n| longer | 5 |");
});

const measurements = plans.full.sizes.flatMap((size) =>
    subjects.flatMap((subject) =>
        operations.map((operation): Measurement => ({
            subject,
            size,
            operation,
            wallSeconds: subject === "ours" ? 30 : 25,
            usages: {
                provider: { cpuSeconds: 1.5, peakBytes: 100e6 + size * (subject === "ours" ? 30e3 : 10e3) },
            },
            requests: subject === "ours" ? { list: 12, create: size } : {},
            noticedAfter: subject === "ours" ? [0.5, 0.75] : [],
            ...(operation === "create" ? { stateBytes: subject === "ours" ? 1999 : 2400 } : {}),
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
    plan: plans.full,
    measurements,
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
        "| 100 | create | 12 list, 100 create | 30.0 | 25.0 | 1.20 | 1.12 | 0.63 / 0.75 | 0.006 |",
        "| 100 | no change | 12 list, 100 create | 30.0 | 25.0 | 1.20 | 1.12 | 0.63 / 0.75 | - |",
        "| 10 | 2.00 / 2.40 | 100 / 100 |",
        "| growth for each job, kB |  | 30.00 / 10.00 |",
        "| a package | 2 (1–3) |",
        "| 1000 | 10 | 0.50 | 0.25 | 130 |",
        "| create | - | 30.0 | 9.0 | 45 | 3 |",
        "| memory that grows by less than 20 kB for each job | missed | 30.0 kB; that of the floor 10.0 kB |",
    ])("has the row %s", (row) => {
        expect(report.split("\n")).toContain(row);
    });

    test("has the same figures in a terminal", () => {
        expect(terminalReport(results, judge(results))).toMatch(
            /^100 +create +12 list, 100 create +30\.0 +25\.0/m,
        );
    });

    test("takes the place of the one before in a document, and needs that place", () => {
        const document = "# T\n\n<!-- results -->\n\nold\n\n<!-- end of results -->\n\nWhy.\n";
        const replaced = withResults(document, "new");
        expect(replaced).toBe("# T\n\n<!-- results -->\n\nnew\n\n<!-- end of results -->\n\nWhy.\n");
        expect(withResults(replaced, "new")).toBe(replaced);
        expect(() => withResults("# T\n", "new")).toThrow("<!-- results -->");
    });
});
