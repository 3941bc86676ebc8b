import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import {
    describeService,
    describeState,
    jobsByName,
    outputOf,
    programOf,
    urnOf,
} from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const logs = `{ trainUrl: "/bucket/logs/" }`;

describe.each(providers)("a create whose job another state or no state has (by the $name)", (provider) => {
    let environment: TestEnvironment;
    let id: string;
    beforeEach(async () => {
        environment = await startTestEnvironment({ provider, program: programOf({ board: logs }) });
        ok(await environment.stack.up());
        id = (await jobsByName(environment.stack)).board?.id ?? "";
    }, 120_000);
    afterEach(() => environment.close());

    it("is not resumed by a stack of the same name in another backend", async () => {
        const { service, stack } = environment;
        const firstBackend = stack.env["PULUMI_BACKEND_URL"];
        const backend = await mkdtemp(path.join(tmpdir(), "backend-"));
        try {
            stack.env["PULUMI_BACKEND_URL"] = `file://${backend}`;
            ok(await stack.pulumi(["stack", "init", "dev"]));
            ok(await stack.up());
            const other = (await jobsByName(stack)).board?.id ?? "";
            expect(describeService(service)).toEqual([`${id} RUNNING`, `${other} RUNNING`].sort());
            ok(await stack.destroy());
            expect(describeService(service)).toEqual([`${id} RUNNING`]);
        } finally {
            stack.env["PULUMI_BACKEND_URL"] = firstBackend;
            await rm(backend, { recursive: true, force: true });
        }
        ok(await stack.up("--expect-no-changes"));
    }, 180_000);

    it.each([
        { change: "the same folder", args: logs },
        { change: "another folder", args: `{ trainUrl: "/bucket/other/" }` },
    ])(
        "is named once after pulumi state delete, then $change gets a new job",
        async ({ args }) => {
            const { service, stack } = environment;
            ok(await stack.pulumi(["state", "delete", urnOf(provider, "board"), "--yes"]));
            await stack.write(programOf({ board: args }));
            const first = await stack.up();
            expect(outputOf(first)).toMatch(new RegExp(`created visualization job .*${id}`));
            ok(await stack.up());
            const { board } = await jobsByName(stack);
            expect(board?.id).not.toBe(id);
            expect(await describeState(stack)).toEqual([`board: ${board?.id} running`]);
            expect(describeService(service)).toEqual([`${id} RUNNING`, `${board?.id} RUNNING`].sort());
        },
        180_000,
    );
});
