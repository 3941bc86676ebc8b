import type { StartOptions } from "../../../emulator/src";
import { ok } from "../../../tools/engine/project";
import { doors } from "../../support/providers";
import { startWorld, type World } from "../../support/testStack";
import { asked, byName, programOf } from "../../support/programs";

/** Each job is made in its own dialect, and is there in all that come after it. */
const dialects: readonly { readonly name: string; readonly options: StartOptions; readonly args: string }[] =
    [
        {
            name: "huawei",
            options: { dialect: "huawei" },
            args: `{ trainUrl: "/bucket/logs", state: "running", autoStopHours: 1 }`,
        },
        {
            name: "otc",
            options: { dialect: "otc" },
            args: `{ trainUrl: "obs://bucket/logs", state: "stopped", autoStopHours: 1, flavor: "cpu.2u" }`,
        },
        {
            name: "theBarest",
            options: {
                dialect: "huawei",
                jobIdForm: "string",
                statusForm: "string",
                createTimeForm: "string",
                isSuccess: "absent",
                emptyDescription: "absent",
                trainUrlSlash: "without",
                refusals: "200",
            },
            args: `{ trainUrl: "/bucket/logs/", autoStopHours: 24, jobType: "mindinsight" }`,
        },
        {
            name: "theRichest",
            options: {
                dialect: "otc",
                scheduleField: "time_unit",
                scheduleShape: "object",
                scheduleOnShow: true,
                remainingDuration: "number",
                emptyDescription: "null",
                extraFields: true,
                trainUrlSlash: "with",
            },
            args: `{ trainUrl: "/bucket/logs", state: "running", description: "here" }`,
        },
    ];

describe.each(doors)("a job that nobody changed (by the $name)", (door) => {
    let world: World;
    beforeAll(async () => {
        world = await startWorld({ door, program: programOf({}) });
    }, 60_000);
    afterAll(() => world.close());

    it.each(dialects.map((dialect, number) => ({ ...dialect, until: number + 1 })))(
        "is found unchanged again and again, by refresh, preview and up, whoever made it: $name",
        async ({ options, until }) => {
            const { service, stack } = world;
            service.setOptions({ ...options });
            const jobs = dialects.slice(0, until).map(({ name, args }) => [name, args] as const);
            await stack.write(programOf(Object.fromEntries(jobs)));
            ok(await stack.up());
            const before = await byName(stack);
            expect(Object.keys(before)).toHaveLength(until);

            service.clearRequests();
            ok(await stack.refresh("--expect-no-changes"));
            ok(await stack.up("--refresh", "--expect-no-changes"));
            expect(asked(service)).toEqual([]);
            // One job is asked for by itself, several by a list.
            expect(service.requests.map(({ call }) => call)).toEqual(
                Array(2).fill(until === 1 ? "show" : "list"),
            );
            for (const [name, { outputs }] of Object.entries(before))
                expect((await byName(stack))[name]?.outputs).toEqual(outputs);
        },
        120_000,
    );
});
