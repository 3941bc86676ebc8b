import { operations, type Measurement, subjects } from "./measurement";
import { plans } from "./plan";
import { report, type Results, withResults } from "./report";

const plan = { ...plans.full, boot: 20, stop: 10 };
const bySubject = {
    dynamic: { wallSeconds: 30, growth: 30e3, detectionSeconds: [0.5, 0.75], stateBytes: 2600 },
    plugin: { wallSeconds: 26, growth: 15e3, detectionSeconds: [0.25, 2.5], stateBytes: 1500 },
    baseline: { wallSeconds: 25, growth: 10e3, detectionSeconds: [], stateBytes: 2400 },
    "wide baseline": { wallSeconds: 20, growth: 0, detectionSeconds: [], stateBytes: 2400 },
};
const measurements = plan.sizes.flatMap((size) =>
    subjects.flatMap((subject) =>
        operations.map((operation): Measurement => {
            const { growth, stateBytes, detectionSeconds, wallSeconds } = bySubject[subject];
            const waits = operation !== "no change" && operation !== "refresh";
            const provider = { cpuSeconds: 1.5, peakBytes: 100e6 + size * growth };
            const requests = { list: 12, create: size };
            const state = operation === "create" ? { stateBytes } : {};
            return {
                ...{ subject, size, operation, wallSeconds, requests, ...state },
                usages: { provider },
                detectionSeconds: waits ? detectionSeconds : [],
            };
        }),
    ),
);
const results: Results = {
    began: "2026-01-02T03:04:05.000Z",
    minutes: 12.34,
    machine: "2 cores",
    load: { before: 0.1, after: 2 },
    plan,
    measurements,
    imports: [{ what: "a package", milliseconds: { min: 1, median: 2, max: 3, count: 3 } }],
    lists: [{ perPage: 1000, jobs: 10_000, requests: 10, seconds: 0.5, fetchSeconds: 0.25, peakBytes: 13e7 }],
    throttling: [{ operation: "create", seconds: 30, served: 45, rejected: 3, requests: {} }],
};
const lines = (of: Results): string[] =>
    report(of)
        .split("\n")
        .map((line) => line.replace(/ +/g, " "));

test.each([
    "- 2026-01-02: 2 cores.",
    "| 100 | create | 25.0 | 30.0 | 1.20 | 26.0 | 1.04 |",
    "| 100 | create | 12 list, 100 create | 1.12 | 0.63 / 0.75 | 0.006 |",
    "| 100 | no change | 12 list, 100 create | 1.12 | - | - |",
    "| 100 | stop | 103 / 102 / 101 | 1.5 / 1.5 / 1.5 | - / - / - | - / - / - | - / - / - |",
    "| 100 | no change | 20.0 | 30.0 | 1.50 | 26.0 | 1.30 | - / - / - / - |",
    "| 10 | 2.60 / 1.50 / 2.40 | 100 / 100 / 100 |",
    "| growth for each job, kB | | 30.00 / 15.00 / 10.00 |",
    "| a package | 2 (1–3) |",
    "| 1000 | 10 | 0.50 | 0.25 | 130 |",
    "| create | - | 30.0 | 9.0 | 45 | 3 |",
    "| dynamic | memory that grows by less than 20 kB for each job | missed | 30.0 kB; that of the baseline 10.0 kB |",
    "| dynamic | wall time within 1.25 of the baseline, at 1000 jobs | met | at most 1.20 at create of 1000 |",
    "| plugin | wall time within 1.1 of the baseline, up to 100 jobs | met | at most 1.04 at create of 1 |",
    "| dynamic | at most 2.5 kB of state for each job | missed | 2.6 kB, 2.6 kB, 2.6 kB, 2.6 kB |",
    "| dynamic | at most 0.1 polls for each job and tick, at 100 jobs | met | at most 0.012 at stop of 100 |",
    expect.stringMatching(
        /^\| plugin \| a change detected within 1 s .* \| missed \| 2\.50 s at stop of 1, /,
    ) as string,
])("the report has the line %s", (line) => {
    expect(lines(results)).toContainEqual(line);
});

test("an aim that the jobs of a run cannot show is not judged, and one without figures not measured", () => {
    const quick = lines({ ...results, plan: { ...plan, boot: 2 } });
    expect(quick).toContainEqual(
        expect.stringMatching(/^\| dynamic \| wall .* 1\.1 .* \| not judged \| 1\.20/),
    );
    const small = lines({ ...results, plan: { ...plan, sizes: [10] } });
    expect(small).toContainEqual(
        expect.stringMatching(/^\| dynamic \| at most 0.1 .* \| not measured \| - \|$/),
    );
});

test("a report replaces the earlier one in a document, which needs a place for it", () => {
    const document = "# T\n\n<!-- results -->\n\nold\n\n<!-- end of results -->\n\nWhy.\n";
    const replaced = "# T\n\n<!-- results -->\n\nnew\n\n<!-- end of results -->\n\nWhy.\n";
    expect(withResults(document, "new")).toBe(replaced);
    expect(() => withResults("# T\n", "new")).toThrow("<!-- results -->");
});
