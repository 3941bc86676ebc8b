import type { StartOptions } from "../../../emulator/src";
import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { mixedEdition } from "../../support/mixedEdition";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf } from "../../support/programs";

/** The variants of the API. Each job is created with one of them, and exists under all later ones. */
const apiVariants: readonly {
    readonly name: string;
    readonly options: StartOptions;
    readonly args: string;
}[] = [
    {
        name: "huawei",
        options: { edition: "huawei-2025" },
        args: `{ trainUrl: "/bucket/logs", state: "running", autoStopHours: 1 }`,
    },
    {
        name: "otc",
        options: mixedEdition,
        args: `{ trainUrl: "obs://bucket/logs", state: "stopped", autoStopHours: 1, flavor: "cpu.2u" }`,
    },
    {
        name: "theBarest",
        options: {
            edition: "huawei-2025",
            jobIdForm: "string",
            statusForm: "string",
            createTimeForm: "string",
            isSuccess: "absent",
            emptyDescription: "absent",
            trainUrlSlash: "without",
            errorStatus: "200",
        },
        args: `{ trainUrl: "/bucket/logs/", autoStopHours: 24, jobType: "mindinsight" }`,
    },
    {
        name: "theRichest",
        options: {
            ...mixedEdition,
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

describe.each(providers)("a job without a change (by the $name)", (provider) => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider, program: programOf({}) });
    }, 60_000);
    afterAll(() => environment.close());

    it.each(apiVariants.map((apiVariant, number) => ({ ...apiVariant, until: number + 1 })))(
        "has no change in an up with a refresh, under every later variant of the API: $name",
        async ({ options, until }) => {
            const { service, stack } = environment;
            service.setOptions({ ...options });
            const jobs = apiVariants.slice(0, until).map(({ name, args }) => [name, args] as const);
            await stack.write(programOf(Object.fromEntries(jobs)));
            ok(await stack.up());
            const before = await jobsByName(stack);
            expect(Object.keys(before)).toHaveLength(until);

            service.clearRequests();
            ok(await stack.up("--refresh", "--expect-no-changes"));
            expect(writeCalls(service)).toEqual([]);
            // One read of a single job goes to the show endpoint; several share a list, unless one comes late.
            const calls = service.requests.map(({ call }) => call);
            expect(calls).toContain(until === 1 ? "show" : "list");
            expect(calls.length).toBeLessThanOrEqual(until);
            const after = await jobsByName(stack);
            for (const [name, { outputs }] of Object.entries(before))
                expect(after[name]?.outputs).toEqual(outputs);
        },
        120_000,
    );
});
