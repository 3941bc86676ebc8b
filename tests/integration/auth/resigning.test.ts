import { createRuntime } from "../../../provider/src/modelarts/connect";
import { AutoAdvanceClock } from "../../support/fakeClock";
import type { FaultSpec } from "../../../emulator/src";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator();

const throttling = {
    response: {
        status: 429,
        headers: { "Retry-After": "2" },
        body: { error_code: "APIG.0308", error_msg: "too many" },
    },
};
const retriedFaults: readonly (readonly [name: string, fault: FaultSpec, minimumSeconds: number])[] = [
    ["throttling with Retry-After: 2", throttling, 2],
    ["a 503 of a gateway", { kind: "html", status: 503 }, 1],
    ["a lost connection", { kind: "reset-before" }, 1],
];

const signedRequests = () =>
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
        "signs the attempt after %s with its own time",
        async (_, fault, minimumSeconds) => {
            emulator().injectFault(fault);
            const { jobs } = connectToEmulator(emulator(), values, createRuntime(new AutoAdvanceClock()));
            await jobs.get(emulator().makeJob().id);
            const [first, second] = signedRequests();
            expect(second?.signature).not.toBe(first?.signature);
            const apart = timeOf(second?.date ?? "") - timeOf(first?.date ?? "");
            expect(apart).toBeGreaterThanOrEqual(minimumSeconds * 1000);
            expect(second?.status).toBe(200);
        },
    );

    test("signs the retry of a throttled create over the same bytes, which creates one job", async () => {
        emulator().injectFault(throttling);
        const { jobs } = connectToEmulator(emulator(), values, createRuntime(new AutoAdvanceClock()));
        await jobs.create({ name: "board", trainUrl: "/bucket/logs/", description: "été 训练" });
        const [first, second] = signedRequests();
        expect(second?.signature).not.toBe(first?.signature);
        expect(new Set(emulator().requests.map(({ body }) => body)).size).toBe(1);
        expect(emulator().jobs).toHaveLength(1);
    });

    test("signs an attempt after the first signature has expired", async () => {
        emulator().injectFault({ response: { ...throttling.response, headers: { "Retry-After": "3600" } } });
        const clock = new AutoAdvanceClock();
        const { jobs } = connectToEmulator(emulator(), values, createRuntime(clock));
        const { id } = emulator().makeJob();
        const end = emulator().onRequest(() => {
            end();
            // The clock of the service advances by one hour too.
            emulator().setOptions({ clockSkew: 3600 });
        });
        expect((await jobs.get(id)).id).toBe(id);
    });
});

test("signs the attempt after midnight for the new day in the scoped form", async () => {
    const midnight = Date.parse("2024-03-01T00:00:00Z");
    const clock = new AutoAdvanceClock(midnight - 1000);
    emulator().setOptions({ clockSkew: (midnight - 1000 - Date.now()) / 1000 });
    emulator().injectFault(throttling);
    const values = { ...retrying, "modelarts:signing": "scoped" };
    const { jobs } = connectToEmulator(emulator(), values, createRuntime(clock));
    await jobs.get(emulator().makeJob().id);
    const { accessKey, region } = emulator().info;
    expect(signedRequests().map(({ scope }) => scope)).toEqual([
        `${accessKey}/20240229/${region}/modelarts/sdk_request`,
        `${accessKey}/20240301/${region}/modelarts/sdk_request`,
    ]);
    expect(signedRequests()[1]?.status).toBe(200);
});

test("signs the retry of a project lookup in the scope of IAM", async () => {
    emulator().injectFault({ match: { call: "projects" }, kind: "html", status: 502 });
    const values = { ...retrying, "modelarts:signing": "scoped", "huaweicloud:projectId": "" };
    const { projectId } = connectToEmulator(emulator(), values, createRuntime(new AutoAdvanceClock()));
    await projectId();
    const [first, second] = signedRequests();
    expect(second?.signature).not.toBe(first?.signature);
    expect(second?.scope).toMatch(/\/iam\/sdk_request$/);
});
