import { type Measured, verdicts } from "./aims";
import type { Operation } from "./measurement";
import type { ProviderRow } from "./summary";

const side = {
    wallSeconds: { min: 1, median: 1, max: 1, count: 1 },
    cpuSeconds: {},
    peakBytes: undefined,
    serviceCpuSeconds: undefined,
};

function row(size: number, operation: Operation, given: Partial<ProviderRow> = {}): ProviderRow {
    const usual = {
        ratio: 1,
        requests: {},
        requestsPerJob: 1,
        noticedAfter: undefined,
        looksPerTick: undefined,
    };
    return { size, operation, ...side, ...usual, ...given };
}

const late = (max: number) => ({ noticedAfter: { min: 0, median: 0, max, count: 2 } });

function judged(rows: readonly ProviderRow[], given: Partial<Measured> = {}): Record<string, string> {
    const measured = { boot: 20, stop: 10, stateBytes: 2000, bytesPerJob: 1000, floorBytesPerJob: 500 };
    const all = verdicts({ rows, ...measured, ...given });
    return Object.fromEntries(all.map(({ aim, outcome, figure }) => [aim, `${outcome}: ${figure}`]));
}

const upTo100 = "wall time within 1.1 of the floor, up to 100 jobs";
const at1000 = "wall time within 1.25 of the floor, at 1000 jobs";
const noticing = "a change noticed within 1 s or a tenth of the job's own time";
const looks = "at most 0.1 looks for each job and tick, at 100 jobs";
const state = "at most 2.5 kB of state for each job";
const memory = "memory that grows by less than 20 kB for each job";

describe("an aim", () => {
    test("that is met names what came nearest to the limit", () => {
        const rows = [row(1, "stop", { ratio: 1.02 }), row(100, "create", { ratio: 1.1 })];
        expect(judged(rows)[upTo100]).toBe("met: at most 1.10 at create of 100");
    });

    test("that is missed names every place, the worst first", () => {
        const rows = [
            row(1, "stop", { ratio: 1.2 }),
            row(100, "create", { ratio: 1.3 }),
            row(10, "create", { ratio: 1 }),
        ];
        expect(judged(rows)[upTo100]).toBe("missed: 1.30 at create of 100, 1.20 at stop of 1");
    });

    test("has the limit of its number of jobs", () => {
        const all = judged([row(1000, "create", { ratio: 1.2 }), row(100, "stop", { ratio: 1.2 })]);
        expect(all[at1000]).toBe("met: at most 1.20 at create of 1000");
        expect(all[upTo100]).toBe("missed: 1.20 at stop of 100");
    });

    test("that was not measured is neither met nor missed", () => {
        const all = judged([], { stateBytes: undefined, bytesPerJob: undefined });
        expect([...new Set(Object.values(all))]).toEqual(["not measured: "]);
    });

    test("about ratios and looks is not judged where jobs are quicker than ten seconds", () => {
        const rows = [row(100, "create", { ratio: 2, looksPerTick: 1, ...late(2) })];
        const all = judged(rows, { boot: 2, stop: 1 });
        expect(all[upTo100]).toBe("not judged: 2.00 at create of 100");
        expect(all[looks]).toBe("not judged: 1.000 at create of 100");
        expect(all[noticing]).toBe("missed: 2.00 s at create of 100");
    });
});

test("a change may be noticed a tenth of the job's own time late, and a second in any case", () => {
    const of = (operation: Operation, max: number) => judged([row(10, operation, late(max))])[noticing];
    expect(of("create", 2)).toBe("met: at most 2.00 s at create of 10");
    expect(of("create", 2.1)).toBe("missed: 2.10 s at create of 10");
    expect(of("stop", 1.04)).toBe("met: at most 1.04 s at stop of 10");
    expect(of("stop", 1.06)).toBe("missed: 1.06 s at stop of 10");
    expect(of("destroy", Infinity)).toBe("missed: Infinity s at destroy of 10");
});

test("state and looks have their limits", () => {
    expect(judged([], { stateBytes: 2500 })[state]).toBe("met: at most 2.5 kB");
    expect(judged([], { stateBytes: 2501 })[state]).toBe("missed: 2.5 kB");
    expect(judged([row(100, "stop", { looksPerTick: 0.11 })])[looks]).toBe("missed: 0.110 at stop of 100");
    expect(judged([row(10, "stop", { looksPerTick: 0.11 })])[looks]).toBe("not measured: ");
});

test("memory is judged where there are a thousand jobs, beside that of the floor", () => {
    const grown = { bytesPerJob: 21_000, floorBytesPerJob: 5000 };
    expect(judged([row(1000, "create")], grown)[memory]).toBe("missed: 21.0 kB; that of the floor 5.0 kB");
    expect(judged([row(100, "create")], grown)[memory]).toBe("not judged: 21.0 kB; that of the floor 5.0 kB");
});
