import { createRuntime } from "../../../provider/src/modelarts/connect";
import { AutoAdvanceClock } from "../../support/fakeClock";
import type { FaultSpec } from "../../../emulator/src";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();

const throttled = {
    answer: {
        status: 429,
        headers: { "Retry-After": "2" },
        body: { error_code: "APIG.0308", error_msg: "too many" },
    },
};
const retriedFaults: readonly (readonly [what: string, fault: FaultSpec, atLeastSeconds: number])[] = [
    ["throttling with Retry-After: 2", throttled, 2],
    ["a gateway's 503", { kind: "html", status: 503 }, 1],
    ["a lost connection", { kind: "reset-before" }, 1],
];

const signed = () =>
    emulator().requests.map(({ headers, status }) => ({
        date: headers["x-sdk-date"] ?? "",
        signature: /Signature=(\w+)/.exec(headers["authorization"] ?? "")?.[1],
        scope: /Credential=([^,]+)/.exec(headers["authorization"] ?? "")?.[1],
        status,
    }));

/** Milliseconds since 1970 of `20240131T120000Z`. */
const timeOf = (date: string) => Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));

const retrying = { "huaweicloud:maxRetries": "1", "modelarts:retryDelay": "4" };

describe.each(["access", "scoped"])("in the %s form", (form) => {
    const values = { ...retrying, "modelarts:signing": form };

    test.each(retriedFaults)(
        "the attempt after %s has its own time and signature",
        async (_, fault, seconds) => {
            emulator().injectFault(fault);
            const { jobs } = connectToEmulator(emulator(), values, createRuntime(new AutoAdvanceClock()));
            await jobs.get(emulator().makeJob().id);
            const [first, second] = signed();
            expect(second?.signature).not.toBe(first?.signature);
            const apart = timeOf(second?.date ?? "") - timeOf(first?.date ?? "");
            expect(apart).toBeGreaterThanOrEqual(seconds * 1000);
            expect(second?.status).toBe(200);
        },
    );

    test("a create that was throttled is signed anew over the same bytes, and makes one job", async () => {
        emulator().injectFault(throttled);
        const { jobs } = connectToEmulator(emulator(), values, createRuntime(new AutoAdvanceClock()));
        await jobs.create({ name: "board", trainUrl: "/bucket/logs/", description: "été 训练" });
        const [first, second] = signed();
        expect(second?.signature).not.toBe(first?.signature);
        expect(new Set(emulator().requests.map(({ body }) => body)).size).toBe(1);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("an attempt longer than a signature is good for after the first one is let in", async () => {
        emulator().injectFault({ answer: { ...throttled.answer, headers: { "Retry-After": "3600" } } });
        const clock = new AutoAdvanceClock();
        const { jobs } = connectToEmulator(emulator(), values, createRuntime(clock));
        const { id } = emulator().makeJob();
        const end = emulator().onRequest(() => {
            end();
            // An hour passes at the service, too.
            emulator().setOptions({ clockSkew: 3600 });
        });
        expect((await jobs.get(id)).id).toBe(id);
    });
});

test("in the scoped form, the attempt after midnight is signed for the new day", async () => {
    const midnight = Date.parse("2024-03-01T00:00:00Z");
    const clock = new AutoAdvanceClock(midnight - 1000);
    emulator().setOptions({ clockSkew: (midnight - 1000 - Date.now()) / 1000 });
    emulator().injectFault(throttled);
    const values = { ...retrying, "modelarts:signing": "scoped" };
    const { jobs } = connectToEmulator(emulator(), values, createRuntime(clock));
    await jobs.get(emulator().makeJob().id);
    const { accessKey, region } = emulator().info;
    expect(signed().map(({ scope }) => scope)).toEqual([
        `${accessKey}/20240229/${region}/modelarts/sdk_request`,
        `${accessKey}/20240301/${region}/modelarts/sdk_request`,
    ]);
    expect(signed()[1]?.status).toBe(200);
});

test("a lookup of the project is signed anew as well, and in its own scope", async () => {
    emulator().injectFault({ match: { call: "projects" }, kind: "html", status: 502 });
    const values = { ...retrying, "modelarts:signing": "scoped", "huaweicloud:projectId": "" };
    const { projectId } = connectToEmulator(emulator(), values, createRuntime(new AutoAdvanceClock()));
    await projectId();
    const [first, second] = signed();
    expect(second?.signature).not.toBe(first?.signature);
    expect(second?.scope).toMatch(/\/iam\/sdk_request$/);
});
