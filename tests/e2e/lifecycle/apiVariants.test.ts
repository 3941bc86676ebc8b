import type { StartOptions } from "../../../emulator/src";
import { ok } from "../../../tools/engine/project";
import { providers } from "../../support/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf } from "../../support/programs";

/** Each job is made in its own dialect, and is there in all that come after it. */
const apiVariants: readonly {
    readonly name: string;
    readonly options: StartOptions;
    readonly args: string;
}[] = [
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

describe.each(providers)("a job that nobody changed (by the $name)", (provider) => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program: programOf({}) });
    }, 60_000);
    afterAll(() => environment.close());

    it.each(apiVariants.map((apiVariant, number) => ({ ...apiVariant, until: number + 1 })))(
        "is found unchanged again and again, by refresh, preview and up, whoever made it: $name",
        async ({ options, until }) => {
            const { service, stack } = environment;
            service.setOptions({ ...options });
            const jobs = apiVariants.slice(0, until).map(({ name, args }) => [name, args] as const);
            await stack.write(programOf(Object.fromEntries(jobs)));
            ok(await stack.up());
            const before = await jobsByName(stack);
            expect(Object.keys(before)).toHaveLength(until);

            service.clearRequests();
            ok(await stack.refresh("--expect-no-changes"));
            ok(await stack.up("--refresh", "--expect-no-changes"));
            expect(writeCalls(service)).toEqual([]);
            // One job is asked for by itself, several by a list.
            expect(service.requests.map(({ call }) => call)).toEqual(
                Array(2).fill(until === 1 ? "show" : "list"),
            );
            for (const [name, { outputs }] of Object.entries(before))
                expect((await jobsByName(stack))[name]?.outputs).toEqual(outputs);
        },
        120_000,
    );
});
