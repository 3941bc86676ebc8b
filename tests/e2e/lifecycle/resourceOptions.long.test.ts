import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { providers } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf, outputOf } from "../../support/programs";

const folder = `trainUrl: "/bucket/logs/"`;
const args = (more = ""): string => `{ ${folder}, state: "running"${more} }`;
const argsWith = (text: string): string => args(`, description: "${text}"`);

const before = programOf({
    safe: [args(), `{ protect: true }`],
    oldName: args(),
    ignoring: [argsWith("one"), `{ ignoreChanges: ["description"] }`],
    ignoringState: [args(), `{ ignoreChanges: ["state"] }`],
    retained: [args(), `{ retainOnDelete: true }`],
    replacing: [argsWith("one"), `{ replaceOnChanges: ["description"] }`],
    keeper: args(),
    follower: [args(), `{ dependsOn: [keeper] }`],
    lodger: [args(), `{ deletedWith: keeper }`],
    secretive: [args(), `{ additionalSecretOutputs: ["serviceUrl"] }`],
});
/** The same program without `retained`, and with changes. */
const after = programOf({
    safe: [args(), `{ protect: true }`],
    newName: [args(), `{ aliases: [{ name: "oldName" }] }`],
    ignoring: [argsWith("two"), `{ ignoreChanges: ["description"] }`],
    ignoringState: [args().replace("running", "stopped"), `{ ignoreChanges: ["state"] }`],
    replacing: [argsWith("two"), `{ replaceOnChanges: ["description"] }`],
    keeper: args(),
    follower: [args(), `{ dependsOn: [keeper] }`],
    lodger: [args(), `{ deletedWith: keeper }`],
    secretive: [argsWith("two"), `{ additionalSecretOutputs: ["serviceUrl"] }`],
});

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(providers)("a resource option of Pulumi (by the $name)", (provider) => {
    let environment: TestEnvironment;
    let jobs: Record<string, ResourceState>;
    const idOf = (name: string): string => jobs[name]?.id ?? "";
    const calls = (name: string): string[] => writeCalls(environment.service, idOf(name));
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program: before });
        ok(await environment.stack.up());
        jobs = await jobsByName(environment.stack);
        // `retainOnDelete` and `deletedWith` leave these jobs running.
        environment.audit.ignore(idOf("retained"), idOf("lodger"));
    }, 120_000);
    afterAll(() => environment.close());

    describe("after a change of everything", () => {
        let now: Record<string, ResourceState>;
        beforeAll(async () => {
            environment.service.clearRequests();
            await environment.stack.write(after);
            ok(await environment.stack.up());
            now = await jobsByName(environment.stack);
        }, 120_000);

        it.each([
            {
                option: "aliases",
                name: "oldName",
                expectedCalls: [],
                why: "a renamed resource keeps its job",
            },
            {
                option: "ignoreChanges",
                name: "ignoring",
                expectedCalls: [],
                why: "the description is ignored",
            },
            {
                option: "ignoreChanges",
                name: "ignoringState",
                expectedCalls: [],
                why: "the run state is ignored",
            },
            {
                option: "retainOnDelete",
                name: "retained",
                expectedCalls: [],
                why: "the job outlives the resource",
            },
            {
                option: "replaceOnChanges",
                name: "replacing",
                expectedCalls: ["stop", "delete"],
                why: "the change replaces the job",
            },
            { option: "protect", name: "safe", expectedCalls: [], why: "nothing changes" },
        ])("works for $name: $option, $why", ({ name, expectedCalls }) => {
            expect(calls(name)).toEqual(expectedCalls);
        });

        it("leaves untouched jobs running", () => {
            const { service } = environment;
            for (const name of ["oldName", "ignoring", "ignoringState", "retained", "safe"])
                expect(service.job(idOf(name))).toMatchObject({ statusName: "RUNNING" });
            expect(now.newName?.id).toBe(idOf("oldName"));
            expect(now.retained).toBeUndefined();
            expect(service.job(now.replacing?.id ?? "")).toMatchObject({ description: "two" });
            expect(now.replacing?.id).not.toBe(idOf("replacing"));
        });

        it("keeps a secret output encrypted in the state, also after an update", async () => {
            const address = jobs.keeper?.outputs?.["serviceUrl"];
            expect(address).toMatch(/^https?:/);
            for (const each of [jobs, now])
                expect(each.secretive?.outputs?.["serviceUrl"]).toHaveProperty("ciphertext");
            const clear = await environment.stack.export("--show-secrets");
            expect(JSON.stringify(clear)).toContain(`/${idOf("secretive")}/`);
        });
    });

    it("protects a job from destroy", async () => {
        environment.service.clearRequests();
        const destroy = await environment.stack.destroy();
        expect(destroy.code).not.toBe(0);
        expect(outputOf(destroy)).toMatch(/protect/);
        expect(environment.service.job(idOf("safe"))).toMatchObject({ statusName: "RUNNING" });
        expect(calls("safe")).toEqual([]);
    }, 120_000);

    it("sets the order of destroy, and which jobs it leaves", async () => {
        const { service, stack } = environment;
        ok(await stack.pulumi(["state", "unprotect", "--all", "--yes"]));
        const remainingJobs = await jobsByName(stack);
        ok(await stack.destroy());
        expect(await jobsByName(stack)).toEqual({});
        // A dependent resource is deleted first.
        const order = service.requests.filter(({ call }) => call === "delete").map(({ jobId }) => jobId);
        expect(order).toContain(idOf("follower"));
        expect(order.indexOf(idOf("follower"))).toBeLessThan(order.indexOf(idOf("keeper")));
        // `deletedWith` needs no call.
        expect(calls("lodger")).toEqual([]);
        expect(service.jobs.map(({ id }) => id).sort()).toEqual([idOf("lodger"), idOf("retained")].sort());
        expect(Object.keys(remainingJobs)).toContain("safe");
    }, 120_000);
});
