import { ok } from "../../../tools/engine/project";
import {
    dynamicProvider,
    providerPlugin,
    providers,
    type TestedProvider,
} from "../../../tools/engine/providers";
import {
    describeService,
    describeState,
    jobsByName,
    outputOf,
    programOf,
    urnOf,
    writeCalls,
} from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

let environment: TestEnvironment;
afterEach(() => environment.close());

/** Runs the first up of a program with one resource, `board`; gives the ID of its job. */
async function start(provider: TestedProvider, args: string): Promise<string> {
    environment = await startTestEnvironment({ provider, program: programOf({ board: args }) });
    environment.service.makeJob({ id: 500, name: "foreign" });
    ok(await environment.stack.up());
    environment.service.clearRequests();
    return (await jobsByName(environment.stack)).board?.id ?? "";
}

const ways = {
    "up --replace": async ({ stack }: TestEnvironment, urn: string) => stack.up("--replace", urn),
    "state taint": async ({ stack }: TestEnvironment, urn: string) => {
        ok(await stack.pulumi(["state", "taint", urn, "--yes"]));
        return stack.up();
    },
};
const cases = providers.flatMap((provider) =>
    Object.entries(ways).map(([way, replace]) => ({ provider, way, replace, name: provider.name })),
);

describe.each(cases)("$way right after the first up (by the $name)", ({ provider, replace }) => {
    const urn = urnOf(provider, "board");

    it("gives a new job, and deletes the old one", async () => {
        const old = await start(provider, `{ trainUrl: "/bucket/logs/" }`);
        ok(await replace(environment, urn));
        const { board } = await jobsByName(environment.stack);
        expect(board?.id).not.toBe(old);
        expect(board?.outputs).toMatchObject({ state: "running" });
        expect(describeService(environment.service)).toEqual(["500 RUNNING", `${board?.id} RUNNING`].sort());
    }, 120_000);

    it("lets an adopted job without a desired state go on", async () => {
        await start(provider, `{ visualizationId: "500" }`);
        ok(await replace(environment, urn));
        expect(writeCalls(environment.service)).toEqual([]);
        expect(await describeState(environment.stack)).toEqual(["board: 500 running"]);
        expect(describeService(environment.service)).toEqual(["500 RUNNING"]);
    }, 120_000);
});

const named = `{ trainUrl: "/bucket/logs/", name: "the-board" }`;

it("deletes a job with an explicit name before it creates the new one (by the dynamic resource)", async () => {
    const old = await start(dynamicProvider, named);
    ok(await environment.stack.up("--replace", urnOf(dynamicProvider, "board")));
    const { board } = await jobsByName(environment.stack);
    expect(writeCalls(environment.service)).toEqual(["stop", "delete", "create"]);
    expect(board?.id).not.toBe(old);
    expect(describeService(environment.service)).toEqual(["500 RUNNING", `${board?.id} RUNNING`].sort());
}, 120_000);

it("names deleteBeforeReplace where the plugin cannot replace a job with an explicit name", async () => {
    const old = await start(providerPlugin, named);
    const { service, stack } = environment;
    const replace = ["--replace", urnOf(providerPlugin, "board")];
    const up = await stack.up(...replace);
    expect(up.code).not.toBe(0);
    expect(outputOf(up)).toContain("deleteBeforeReplace: true");
    expect(await describeState(stack)).toEqual([`board: ${old} running`]);
    expect(describeService(service)).toEqual(["500 RUNNING", `${old} RUNNING`].sort());

    await stack.write(programOf({ board: [named, `{ deleteBeforeReplace: true }`] }));
    ok(await stack.up(...replace));
    const { board } = await jobsByName(stack);
    expect(board?.id).not.toBe(old);
    expect(describeService(service)).toEqual(["500 RUNNING", `${board?.id} RUNNING`].sort());
}, 120_000);
