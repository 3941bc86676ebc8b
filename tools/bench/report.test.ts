import { plans } from "./plan";
import { report } from "./report";
import { type Measurement, operations, type Results, subjects } from "./results";

const plan = { ...plans.full, boot: 20, stop: 10 };
const bySubject = {
    dynamic: { wallSeconds: 30, growth: 30e3, detectionSeconds: [0.5, 0.75], stateBytes: 2600 },
    plugin: { wallSeconds: 26, growth: 15e3, detectionSeconds: [0.25, 2.5], stateBytes: 1500 },
    baseline: { wallSeconds: 25, growth: 10e3, detectionSeconds: [], stateBytes: 2400 },
};
const measurements = plan.sizes.flatMap((size) =>
    subjects.flatMap((subject) =>
        operations.map((operation): Measurement => {
            const { growth, stateBytes, detectionSeconds, wallSeconds } = bySubject[subject];
            const waits = operation !== "no change" && operation !== "refresh";
            return {
                ...{ subject, size, operation, wallSeconds, requests: { list: 12, create: size } },
                peakBytes: 100e6 + size * growth,
                detectionSeconds: waits ? detectionSeconds : [],
                ...(operation === "create" ? { stateBytes } : {}),
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
    imports: { "a package": [3, 1, 2] },
};

test.each([
    ["ratios to the baseline", "| 100 | create | 25.0 | 30.0 | 1.20 | 26.0 | 1.04 |"],
    [
        "requests, and how long a change stays unseen",
        "| 100 | create | 12 list, 100 create | 1.12 | 0.63 / 0.75 |",
    ],
    ["no such time where nothing is awaited", "| 100 | no change | 12 list, 100 create | 1.12 | - |"],
    ["a median with its range", "| a package | 2 (1–3) |"],
])("the report has %s", (_what, line) => {
    expect(report(results).replace(/ +/g, " ")).toContain(line);
});
