import { createHash } from "node:crypto";
import { createEmulator, type Clock, type Delivery, type Emulator, type FaultSpec } from "../src/index";

/** A clock that moves only by sleeping. */
class VirtualClock implements Clock {
    private time = Date.UTC(2024, 0, 31);

    now(): number {
        return this.time;
    }

    sleep(ms: number): Promise<void> {
        this.time += ms;
        return Promise.resolve();
    }
}

/** Returns a source of bytes that follow from the seed alone. */
function seededRandom(seed: string): (size: number) => Buffer {
    let count = 0;
    return (size) => {
        const hash = createHash("shake256", { outputLength: size });
        return hash.update(`${seed} ${++count}`).digest();
    };
}

const clock = new VirtualClock();
const url = "http://modelarts.example.org";
const emulatorFor = (seed: string, ownClock: Clock = new VirtualClock()) =>
    createEmulator({ options: { boot: 600 }, clock: ownClock, random: seededRandom(seed), url });

function call(emulator: Emulator, method: string, path = "", body?: object): Promise<Delivery> {
    const rawHeaders = ["X-Auth-Token", emulator.options.token, "Content-Type", "application/json"];
    return emulator.handle({
        method,
        target: `/v1/${emulator.info.projectId}/visualization-jobs${path}`,
        rawHeaders,
        ...(body && { body: Buffer.from(JSON.stringify(body)) }),
    });
}

const create = (emulator: Emulator) =>
    call(emulator, "POST", "", { job_name: "board", train_url: "/bucket/logs/" });

function bodyOf(delivery: Delivery): unknown {
    return delivery.kind === "response" ? JSON.parse(delivery.body) : delivery;
}

test("starts a job after its boot time on the clock that it is given", async () => {
    const emulator = emulatorFor("a", clock);
    expect(emulator.info).toMatchObject({ modelarts: url, iam: `${url}/v3` });
    expect(bodyOf(await create(emulator))).toMatchObject({ status: "1", create_time: "1706659200000" });
    await clock.sleep(599_999);
    expect(bodyOf(await call(emulator, "GET", "/8992"))).toMatchObject({ status: 7, duration: 0 });
    await clock.sleep(5001);
    expect(bodyOf(await call(emulator, "GET", "/8992"))).toMatchObject({ status: 8, duration: 5000 });
    expect(bodyOf(await call(emulator, "GET"))).toMatchObject({ jobs: [{ job_id: 8992, status: 8 }] });
    expect(emulator.requests.map(({ at, outcome }) => [at, outcome])).toEqual([
        ["2024-01-31T00:00:00.000Z", "responded"],
        ["2024-01-31T00:09:59.999Z", "responded"],
        ["2024-01-31T00:10:05.000Z", "responded"],
        ["2024-01-31T00:10:05.000Z", "responded"],
    ]);
});

test("gives the same bytes from the same clock and the same random source", async () => {
    const run = async (seed: string) => {
        const emulator = emulatorFor(seed);
        const { domainName, userName, password } = emulator.options;
        const user = { name: userName, password, domain: { name: domainName } };
        const identity = { methods: ["password"], password: { user } };
        const authentication = await emulator.handle({
            method: "POST",
            target: "/v3/auth/tokens",
            rawHeaders: ["Content-Type", "application/json"],
            body: Buffer.from(JSON.stringify({ auth: { identity } })),
        });
        const calls = [
            await create(emulator),
            await call(emulator, "GET"),
            await call(emulator, "GET", "/1"),
        ];
        return JSON.stringify([authentication, ...calls, emulator.jobs, emulator.requests]);
    };
    expect(await run("a")).toBe(await run("a"));
    expect(await run("a")).not.toBe(await run("b"));
});

test.each<[FaultSpec, object, number]>([
    [{ kind: "reset-before" }, { kind: "reset" }, 0],
    [{ kind: "reset-after" }, { kind: "reset" }, 1],
    [{ kind: "no-response" }, { kind: "no-response" }, 0],
    [{ kind: "slow-body" }, { kind: "slow-body", status: 200, interval: 300 }, 0],
    [{ kind: "truncated" }, { kind: "truncated", status: 200 }, 1],
    [{ response: { status: 502, body: "" } }, { kind: "response", status: 502, body: "" }, 0],
])("returns what %j leaves of a response", async (fault, delivery, jobs) => {
    const emulator = emulatorFor("a");
    emulator.injectFault(fault);
    expect(await create(emulator)).toMatchObject(delivery);
    expect(emulator.jobs).toHaveLength(jobs);
});

test("delays a call on the clock that it is given", async () => {
    const ownClock = new VirtualClock();
    const emulator = emulatorFor("a", ownClock);
    emulator.injectFault({ kind: "delay", seconds: 3600 });
    await create(emulator);
    expect(emulator.jobs).toMatchObject([{ createdAt: Date.UTC(2024, 0, 31, 1) }]);
});
