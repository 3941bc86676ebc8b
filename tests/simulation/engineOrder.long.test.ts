import { describeWithEngine, engineBuildMs } from "./host/describeWithEngine";
import { requireEngineFile } from "./host/engineBuild";
import type { Operation, Program, State } from "./host/engineMessages";
import { EngineProcess } from "./host/engineProcess";
import { OrderedProviders } from "./providers/orderedProviders";

const concurrent = { parallel: 8, registration: "concurrent" } as const;

/** Returns a program with jobs that do not need each other, one that needs two of them, and an explicit provider for one. */
function jobs(size: number, count = 5): Program {
    const type = "modelarts:index:Job";
    const independent = Array.from({ length: count }, (_, i) => ({
        name: `job${i}`,
        type,
        inputs: { flavor: "cpu", size },
        options: i === 0 ? { provider: "own" } : {},
    }));
    const first = { $output: { resource: "job0", property: "id" } };
    return {
        config: { "modelarts:region": "cn-north-4" },
        resources: [
            { name: "own", type: "pulumi:providers:modelarts", inputs: { region: "eu-de" } },
            ...independent,
            { name: "last", type, inputs: { first, size }, options: { dependsOn: ["job1"] } },
        ],
    };
}

/** Picks with a generator of pseudo-random numbers, so that a seed repeats the choices. */
function chooser(seed: number): (calls: readonly string[]) => number {
    let state = seed;
    return ({ length }) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 16) % length;
    };
}

/** Responds to creations once there is nothing else to respond to. */
function createsLast(calls: readonly string[]): number {
    return Math.max(
        0,
        calls.findIndex((call) => !call.includes(" create ")),
    );
}

const countOf = (calls: readonly string[]): number =>
    calls.filter((call) => call.includes(" create ")).length;

const namesOf = ({ resources }: State): string[] => resources.map(({ urn }) => urn.split("::").at(-1) ?? "");

describeWithEngine("a driver that decides the order of calls", () => {
    let file: string;
    let engine: EngineProcess;
    let providers: OrderedProviders;

    beforeAll(async () => {
        const engineFile = await requireEngineFile();
        file = engineFile;
    }, engineBuildMs);

    function start(choose: (calls: readonly string[]) => number): void {
        providers = new OrderedProviders(choose);
        engine = new EngineProcess(file, providers);
    }
    afterEach(() => engine.close());

    const up = (size: number, count?: number): Operation => ({
        op: "up",
        stack: "dev",
        program: jobs(size, count),
        options: concurrent,
    });

    async function history(seed: number): Promise<string> {
        start(chooser(seed));
        const outcomes = [];
        for (const operation of [
            up(1),
            up(2),
            { ...up(2), op: "refresh" } as const,
            up(2, 2),
            { op: "destroy", stack: "dev", options: concurrent } as const,
        ])
            outcomes.push(await providers.play(engine, operation));
        await engine.close();
        expect(outcomes.map(({ error }) => error)).toEqual(outcomes.map(() => undefined));
        return JSON.stringify([outcomes, providers.log], undefined, 1);
    }

    test.each([1, 2, 3])("repeats a history of calls at once with the seed %i", async (seed) => {
        expect(await history(seed)).toBe(await history(seed));
    });

    test("sees all creations that are made at once", async () => {
        start(createsLast);
        let most = 0;
        await providers.play(engine, up(1), (calls) => {
            most = Math.max(most, countOf(calls));
            return false;
        });
        expect(most).toBe(5);
    });

    test("leaves pending operations in the state when the engine is killed", async () => {
        start(createsLast);
        let state: State | undefined;
        const outcome = await providers.play(engine, up(1), async (calls) => {
            if (state || countOf(calls) < 5) return false;
            state = (await engine.readPersisted("dev")).state;
            engine.kill();
            return true;
        });
        expect(outcome).toMatchObject({ ok: false, ended: "kill" });
        expect(outcome.state).toEqual(state);
        expect(outcome.state.pendingOperations.map(({ type }) => type)).toEqual(
            Array.from({ length: 5 }, () => "creating"),
        );
        expect(providers.log.slice(-2)).toEqual(["stop 1 cut", "stop 2 cut"]);
    });

    test("waits for open calls after Ctrl-C, and begins no more", async () => {
        start(createsLast);
        let isCancelled = false;
        const outcome = await providers.play(engine, up(1), (calls) => {
            if (isCancelled || countOf(calls) < 3) return false;
            isCancelled = true;
            engine.cancel("once");
            return true;
        });
        expect(outcome).toMatchObject({ ok: false, ended: "cancel" });
        expect(
            providers.log.filter((line) => line.startsWith("response") && line.includes(" cancel ")).length,
        ).toBe(4);
        expect(namesOf(outcome.state)).not.toContain("last");
        expect(outcome.state.pendingOperations).toEqual([]);
    });

    test("ends at once after a second Ctrl-C, with pending operations", async () => {
        start(createsLast);
        let moments = 0;
        const outcome = await providers.play(engine, up(1), (calls) => {
            if (countOf(calls) < 3 || moments === 2) return false;
            moments += 1;
            engine.cancel(moments === 1 ? "once" : "twice");
            return true;
        });
        expect(outcome).toMatchObject({ ok: false, ended: "terminate" });
        expect(outcome.state.pendingOperations).not.toEqual([]);
    });

    test("finds that --continue-on-error hangs after a failed deletion before a replacement", async () => {
        start(createsLast);
        const replaceJob = (flavor: string): Operation => ({
            op: "up",
            stack: "dev",
            program: {
                resources: [
                    {
                        name: "job",
                        type: "modelarts:index:Job",
                        inputs: { flavor, locked: true },
                        options: { deleteBeforeReplace: true },
                    },
                ],
            },
            options: { continueOnError: true },
        });
        await providers.play(engine, replaceJob("cpu"));
        const outcome = await providers.play(engine, replaceJob("gpu"));
        expect(providers.log).toContain("stuck");
        expect(outcome).toMatchObject({ ok: false, ended: "cancel" });
        expect(namesOf(outcome.state)).toContain("job");
    });
});
