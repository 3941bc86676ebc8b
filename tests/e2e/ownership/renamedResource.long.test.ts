import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { describeService, describeState, jobsByName, programOf, writeCalls } from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const logs = `{ trainUrl: "/bucket/logs/" }`;
const adopted = `{ visualizationId: "500", state: "running" }`;

describe.each(providers)("a renamed resource (by the $name)", (provider) => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    /** Runs up for the first program. */
    async function start(program: string): Promise<void> {
        environment = await startTestEnvironment({ provider, program });
        environment.service.makeJob({ id: 500 });
        ok(await environment.stack.up());
        environment.service.clearRequests();
    }

    async function upTo(program: string): Promise<void> {
        await environment.stack.write(program);
        ok(await environment.stack.up());
    }

    it("keeps its adopted job by an alias, and back without an alias", async () => {
        await start(programOf({ board: adopted }));
        await upTo(programOf({ curves: [adopted, `{ aliases: [{ name: "board" }] }`] }));
        await upTo(programOf({ board: adopted }));
        expect(await describeState(environment.stack)).toEqual(["board: 500 running"]);
        expect(writeCalls(environment.service)).toEqual([]);
    }, 180_000);

    it("keeps its adopted job below a parent, and back without an alias", async () => {
        const group = `const group = new pulumi.ComponentResource("test:index:Group", "group");`;
        const options = "{ parent: group, aliases: [{ parent: pulumi.rootStackResource }] }";
        await start(programOf({ board: adopted }));
        await upTo(programOf({ board: [adopted, options] }, group));
        await upTo(programOf({ board: adopted }));
        expect(await describeState(environment.stack)).toEqual(["board: 500 running"]);
        expect(writeCalls(environment.service)).toEqual([]);
    }, 180_000);

    it("gives its created job to a resource of its former name that adopts it", async () => {
        await start(programOf({ board: logs }));
        const id = (await jobsByName(environment.stack)).board?.id ?? "";
        await upTo(programOf({ curves: [logs, `{ aliases: [{ name: "board" }] }`] }));
        await upTo(programOf({ board: `{ visualizationId: "${id}" }` }));
        expect(await describeState(environment.stack)).toEqual([`board: ${id} running`]);
        expect(writeCalls(environment.service)).toEqual([]);
    }, 180_000);

    // The refresh compares the resource under its former URN, and the delete comes under the new one. A pre-release took
    // the first for another owner of the job: it left the state, and was billed on.
    it("is replaced, and its job removed, in the run that refreshes and renames it", async () => {
        await start(programOf({ board: logs }));
        const { board } = await jobsByName(environment.stack);
        const other = `{ trainUrl: "/bucket/other/" }`;
        await environment.stack.write(programOf({ curves: [other, `{ aliases: [{ name: "board" }] }`] }));
        ok(await environment.stack.up("--refresh"));
        const { curves } = await jobsByName(environment.stack);
        expect(curves?.id).not.toBe(board?.id);
        expect(describeService(environment.service)).toEqual(["500 RUNNING", `${curves?.id} RUNNING`]);
        ok(await environment.stack.destroy("--refresh", "--continue-on-error"));
        expect(describeService(environment.service)).toEqual(["500 RUNNING"]);
    }, 180_000);

    it.each(["{ dependsOn: [board] }", "{}"])(
        "has a job of its own beside a new resource of its former name, with the options %s",
        async (options) => {
            const { stack } = await renameAndDeclareBoth(options);
            const { board, curves } = await jobsByName(stack);
            expect(describeService(environment.service)).toEqual(
                ["500 RUNNING", `${board?.id} RUNNING`, `${curves?.id} RUNNING`].sort(),
            );
            // A change of the new resource leaves the job of the other one alone.
            await upTo(programOf({ board: `{ trainUrl: "/bucket/other/" }`, curves: [logs, options] }));
            expect((await jobsByName(stack)).curves?.id).toBe(curves?.id);
            expect(writeCalls(environment.service, curves?.id)).toEqual([]);
            expect(environment.service.job(curves?.id ?? "")).toMatchObject({ statusName: "RUNNING" });
        },
        240_000,
    );

    async function renameAndDeclareBoth(options: string): Promise<TestEnvironment> {
        await start(programOf({ board: logs }));
        const { board } = await jobsByName(environment.stack);
        await upTo(programOf({ curves: [logs, `{ aliases: [{ name: "board" }] }`] }));
        await upTo(programOf({ board: logs, curves: [logs, options] }));
        expect((await jobsByName(environment.stack)).curves?.id).toBe(board?.id);
        return environment;
    }
});
