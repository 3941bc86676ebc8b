import { createRuntime } from "../../../provider/src/modelarts/connect";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";
import { AutoAdvanceClock } from "../../support/fakeClock";

const emulator = useEmulator();
const wrongKey = { "huaweicloud:secretKey": "fake-secret-key" };
const ids = Array.from({ length: 20 }, (_, i) => String(i + 1));
const lockMs = 5 * 60_000;

describe("a wrong secret key", () => {
    test("is sent once by 20 concurrent calls in several regions, which all fail with the same reason", async () => {
        const runtime = createRuntime();
        const clients = ["eu-de", "eu-nl"].map((region) =>
            connectToEmulator(emulator(), { ...wrongKey, "huaweicloud:region": region }, runtime),
        );
        const errors = await Promise.all(
            clients.flatMap(({ jobs }) => ids.map((id) => rejectionOf(jobs.get(id)))),
        );
        expect(new Set(errors.map(({ reason, hint }) => `${reason} ${hint ?? ""}`)).size).toBe(1);
        expect(errors[7]).toMatchObject({
            kind: "unauthenticated",
            operation: "look up visualization job (8)",
            job: { id: "8" },
            outcomeUnknown: false,
        });
        expect(emulator().requests).toHaveLength(1);
    });

    test("is sent again five minutes later, when the lock is over", async () => {
        const clock = new AutoAdvanceClock();
        const { jobs } = connectToEmulator(emulator(), wrongKey, createRuntime(clock));
        await rejectionOf(jobs.get("1"));
        await clock.sleep(lockMs - 1);
        await rejectionOf(jobs.get("1"));
        expect(emulator().requests).toHaveLength(1);
        await clock.sleep(1);
        await rejectionOf(jobs.get("1"));
        expect(emulator().requests).toHaveLength(2);
    });

    test("does not keep the corrected one from being sent", async () => {
        const runtime = createRuntime();
        const { id } = emulator().makeJob();
        await rejectionOf(connectToEmulator(emulator(), wrongKey, runtime).jobs.get(id));
        expect(await connectToEmulator(emulator(), {}, runtime).jobs.get(id)).toMatchObject({ id });
    });

    test.each([
        ["a page of a proxy", { kind: "html", status: 503 }],
        ["no response", { kind: "reset-before" }],
        ["a rejection by the gateway", { response: { status: 403, body: { error_code: "APIG.0802" } } }],
    ] as const)("is sent at most five times by 20 calls where the first one has %s", async (_, fault) => {
        emulator().injectFault(fault);
        // Each response takes so long that a call which may be sent is sent meanwhile.
        emulator().injectFault({ kind: "delay", seconds: 0.1, times: "always" });
        const values = { ...wrongKey, "huaweicloud:maxRetries": "0" };
        const { jobs } = connectToEmulator(emulator(), values, createRuntime());
        await Promise.all(ids.map((id) => rejectionOf(jobs.get(id))));
        expect(emulator().requests.length).toBeLessThanOrEqual(5);
    });

    test("stops the calls that follow a key that was right before", async () => {
        const { id } = emulator().makeJob();
        const { jobs } = connectToEmulator(emulator());
        await jobs.get(id);
        emulator().setOptions({ secretKey: "fake-new-secret-key" });
        for (let i = 0; i < 3; i++)
            expect(await rejectionOf(jobs.stop(id))).toMatchObject({ kind: "unauthenticated" });
        expect(emulator().requests.map(({ call }) => call)).toEqual(["show", "stop"]);
    });
});

describe("a token that the service rejects", () => {
    const token = { "huaweicloud:accessKey": "", "huaweicloud:secretKey": "" };

    test("is sent once by 20 calls and those after them, which all fail with the same reason", async () => {
        const values = { ...token, "huaweicloud:token": "fake-token" };
        const { jobs } = connectToEmulator(emulator(), values, createRuntime());
        const errors = await Promise.all(ids.map((id) => rejectionOf(jobs.get(id))));
        errors.push(await rejectionOf(jobs.stop("1")));
        expect(new Set(errors.map(({ reason, hint }) => `${reason} ${hint ?? ""}`)).size).toBe(1);
        expect(errors[0]?.kind).toBe("unauthenticated");
        expect(emulator().requests).toHaveLength(1);
    });

    test("is sent once where it has expired, and each call says what to do", async () => {
        const values = { ...token, "huaweicloud:token": emulator().options.token };
        const { jobs } = connectToEmulator(emulator(), values, createRuntime());
        const body = { error_code: "APIG.0307", error_msg: "The token must be updated." };
        emulator().injectFault({ times: "always", response: { status: 401, body } });
        for (const id of ids) {
            const { kind, hint } = await rejectionOf(jobs.get(id));
            expect([kind, hint]).toEqual(["token-expired", expect.stringContaining("huaweicloud:token")]);
        }
        expect(emulator().requests).toHaveLength(1);
    });

    test("is still sent to another project", async () => {
        const runtime = createRuntime();
        const body = { error_code: "ModelArts.0204", error_msg: "no" };
        emulator().injectFault({ response: { status: 401, body } });
        const values = { ...token, "huaweicloud:token": emulator().options.token };
        const other = { ...values, "huaweicloud:projectId": "1e1e" };
        await rejectionOf(connectToEmulator(emulator(), other, runtime).jobs.get("1"));
        const { id } = emulator().makeJob();
        expect(await connectToEmulator(emulator(), values, runtime).jobs.get(id)).toMatchObject({ id });
    });
});

describe("the first request with a key", () => {
    test.each([
        ["is rejected for another reason", { status: 403, body: { error_code: "APIG.0802", error_msg: "" } }],
        ...["ModelArts.0207", "ModelArts.0208", "ModelArts.0211"].map(
            (error_code) =>
                [
                    `is rejected since OBS cannot be read: ${error_code}`,
                    { status: 401, body: { error_code, error_msg: "" } },
                ] as const,
        ),
        ["has no response", "reset-before"],
    ] as const)("lets the others follow when it %s", async (_, fault) => {
        const { id } = emulator().makeJob();
        const values = { "huaweicloud:maxRetries": "0" };
        const { jobs } = connectToEmulator(emulator(), values, createRuntime());
        emulator().injectFault(typeof fault === "string" ? { kind: fault } : { response: fault });
        const first = rejectionOf(jobs.get(id));
        const others = await Promise.all(ids.map(() => jobs.get(id)));
        await first;
        expect(others.map((job) => job.id)).toEqual(ids.map(() => id));
    });

    test("lets the others end at their own deadlines while it has no response", async () => {
        const { id } = emulator().makeJob();
        const runtime = createRuntime();
        const { jobs } = connectToEmulator(emulator(), { "modelarts:requestTimeout": "2" }, runtime);
        emulator().injectFault({ kind: "delay", seconds: 1.5 });
        const first = jobs.get(id);
        const deadline = runtime.clock.monotonicNow() + 100;
        expect(await rejectionOf(jobs.get(id, { deadline }))).toMatchObject({ kind: "timeout" });
        expect(emulator().requests.filter(({ call }) => call === "show")).toHaveLength(1);
        await first;
    });
});
