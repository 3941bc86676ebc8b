import { ModelArtsError } from "../../../provider/src/modelarts/errors";
import type { Limits } from "../../../provider/src/modelarts/limits";
import { SharedTask } from "../../../provider/src/modelarts/sharedTask";
import { FakeClock } from "../../support/fakeClock";

interface Run {
    readonly limits: Limits;
    readonly resolve: (value: string) => void;
    readonly reject: (error: Error) => void;
}

const createError = (kind: "timeout" | "throttled") =>
    new ModelArtsError({ kind, operation: "share a task", reason: "it is a test" });
const timeoutError = createError("timeout");

/** Makes a shared task whose results the test decides. */
function createSharedTask() {
    const clock = new FakeClock();
    const runs: Run[] = [];
    const task = new SharedTask(
        clock,
        (limits) => new Promise<string>((resolve, reject) => runs.push({ limits, resolve, reject })),
        () => timeoutError,
    );
    const join = async (limits?: Limits) => {
        const result = task.run(limits);
        result.catch(() => undefined);
        await clock.advance(0);
        return { result };
    };
    return { clock, runs, task, join };
}

test("does not begin before the first caller", () => {
    expect(createSharedTask().runs).toHaveLength(0);
});

test("shares one result among concurrent and later callers", async () => {
    const { runs, join } = createSharedTask();
    const callers = await Promise.all(Array.from({ length: 20 }, () => join()));
    runs[0]?.resolve("value");
    expect(new Set(await Promise.all(callers.map(({ result }) => result)))).toEqual(new Set(["value"]));
    expect(await (await join()).result).toBe("value");
    expect(runs).toHaveLength(1);
});

test("rejects the concurrent callers after an error, and begins again for a later one", async () => {
    const { runs, join } = createSharedTask();
    const callers = await Promise.all(Array.from({ length: 3 }, () => join()));
    runs[0]?.reject(new Error("fake error"));
    for (const { result } of callers) await expect(result).rejects.toThrow("fake error");
    const { result } = await join();
    runs[1]?.resolve("value");
    expect(await result).toBe("value");
    expect(runs).toHaveLength(2);
});

test("keeps the result of the second run after an error of the first", async () => {
    const { runs, join } = createSharedTask();
    const first = await join();
    runs[0]?.reject(new Error("fake error"));
    await expect(first.result).rejects.toThrow();
    const second = await join();
    runs[1]?.resolve("value");
    await second.result;
    expect(await (await join()).result).toBe("value");
    expect(runs).toHaveLength(2);
});

test("begins again after a reset", async () => {
    const { runs, task, join } = createSharedTask();
    const first = await join();
    runs[0]?.resolve("old");
    await first.result;
    task.reset();
    const second = await join();
    runs[1]?.resolve("new");
    expect(await second.result).toBe("new");
});

test("does not begin for a caller whose signal is aborted", async () => {
    const { runs, join } = createSharedTask();
    const reason = new Error("The caller has cancelled");
    await expect((await join({ signal: AbortSignal.abort(reason) })).result).rejects.toBe(reason);
    expect(runs).toHaveLength(0);
});

describe("a caller that ends", () => {
    const reason = new Error("The caller has cancelled");
    const ends = [
        ["by its signal", reason],
        ["by its deadline", timeoutError],
    ] as const;

    /** Lets one caller end, beside other ones. */
    async function endOne(how: (typeof ends)[number][0], others: readonly Limits[]) {
        const task = createSharedTask();
        const controller = new AbortController();
        const ending = await task.join(
            how === "by its signal" ? { signal: controller.signal } : { deadline: 1000 },
        );
        const remaining = await Promise.all(others.map((limits) => task.join(limits)));
        if (how === "by its signal") controller.abort(reason);
        else await task.clock.advance(1000);
        return { ...task, ending, remaining };
    }

    test.each(ends)("%s leaves the task to the others, which get its result", async (how, error) => {
        const { runs, ending, remaining } = await endOne(how, [{ deadline: 5000 }, {}]);
        await expect(ending.result).rejects.toBe(error);
        expect(runs[0]?.limits.signal?.aborted).toBe(false);
        runs[0]?.resolve("value");
        expect(await Promise.all(remaining.map(({ result }) => result))).toEqual(["value", "value"]);
    });

    test.each(ends)("%s as the last one ends the task", async (how) => {
        const { runs, ending } = await endOne(how, []);
        await expect(ending.result).rejects.toThrow();
        expect(runs[0]?.limits.signal?.aborted).toBe(true);
    });

    test.each(ends)("%s leaves the result of the last request to later callers", async (how) => {
        const { runs, ending, join } = await endOne(how, []);
        await expect(ending.result).rejects.toThrow();
        runs[0]?.resolve("value");
        expect(await (await join()).result).toBe("value");
        expect(runs).toHaveLength(1);
    });

    test.each(ends)("%s does not end the run of a later caller", async (how) => {
        const { runs, ending, join } = await endOne(how, []);
        await expect(ending.result).rejects.toThrow();
        const later = await join();
        runs[0]?.reject(new Error("The task was ended"));
        await join();
        runs[1]?.resolve("value");
        expect(await later.result).toBe("value");
    });
});

describe("the deadline of the task", () => {
    test("is that of the caller with the most time, and grows", async () => {
        const { runs, join } = createSharedTask();
        await join({ deadline: 1000 });
        expect(runs[0]?.limits.deadline).toBe(1000);
        await join({ deadline: 5000 });
        expect(runs[0]?.limits.deadline).toBe(5000);
        await join();
        expect(runs[0]?.limits.deadline).toBe(Infinity);
    });

    test("that ended it does not fail a caller with more time, which begins it again", async () => {
        const { runs, join } = createSharedTask();
        const short = await join({ deadline: 1000 });
        expect(runs[0]?.limits.deadline).toBe(1000);
        const long = await join({ deadline: 5000 });
        runs[0]?.reject(createError("throttled"));
        await expect(short.result).rejects.toMatchObject({ kind: "throttled" });
        await join();
        runs[1]?.resolve("value");
        expect(await long.result).toBe("value");
    });

    test("of a task within a task grows with the outer one", async () => {
        const inner = createSharedTask();
        const outer = new SharedTask(
            inner.clock,
            (limits) => inner.task.run(limits),
            () => timeoutError,
        );
        const short = outer.run({ deadline: 1000 });
        const long = outer.run({ deadline: 5000 });
        const rejection = expect(short).rejects.toBe(timeoutError);
        await inner.clock.advance(2000);
        await rejection;
        inner.runs[0]?.resolve("value");
        expect(await long).toBe("value");
        expect(inner.runs).toHaveLength(1);
    });
});
