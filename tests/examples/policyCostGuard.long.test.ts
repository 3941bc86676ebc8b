import { readFile } from "node:fs/promises";
import path from "node:path";

import { codesIn, readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";
import { providerPlugin } from "../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment, writeRequests } from "../support/testStack";
import { preparePolicyPack } from "../../tools/engine/policyPack";

const pack = path.join(root, "examples", "policy-cost-guard");

interface EngineEvent {
    readonly policyEvent?: {
        readonly resourceUrn: string;
        readonly policyName: string;
        readonly enforcementLevel: string;
    };
}

/** Writes a program with jobs by their resource names, such as `{ board: "{ autoStopHours: 4 }" }`. */
function program(jobs: Readonly<Record<string, string>>): string {
    const declarations = Object.entries(jobs).map(
        ([name, args]) => `const ${name} = new VisualizationJob("${name}", ${args});`,
    );
    return [
        `import * as pulumi from "@pulumi/pulumi";`,
        `import { VisualizationJob } from "pulumi-modelarts";`,
        `const trainUrl = "obs://experiments/resnet/logs/";`,
        ...declarations,
    ].join("\n");
}

const { blocks, tables } = readDocument("examples/policy-cost-guard/README.md");
const [configBlock] = blocks.filter(({ language }) => language === "json");

let environment: TestEnvironment;
beforeAll(async () => {
    environment = await startTestEnvironment({
        // The configuration of the stack is that of the dynamic resource; a preview of the plugin needs a region too.
        env: { PULUMI_DEBUG_COMMANDS: "true", HW_REGION_NAME: "cn-north-4" },
        path: [path.join(root, "provider")],
    });
    for (const id of [7001, 8992]) environment.service.makeJob({ id, name: `shared-${id}` });
}, 60_000);
beforeEach(() => {
    environment.service.clearRequests();
});
afterAll(() => environment.close());

/** Runs the CLI with the pack and its configuration. Returns the violations without duplicates, sorted. */
async function runWithPolicies(
    command: readonly string[],
    config = "{}",
): Promise<{ readonly code: number; readonly violations: readonly string[] }> {
    const { stack } = environment;
    const events = path.join(stack.folder, "events.json");
    await stack.write(config, "policy.json");
    const flags = [
        "--policy-pack",
        await preparePolicyPack(stack, pack),
        "--policy-pack-config",
        "policy.json",
    ];
    const { code } = await stack.pulumi([...command, ...flags, "--event-log", events]);
    const lines = (await readFile(events, "utf8")).trim().split("\n");
    const violations = lines.flatMap((line) => {
        const { policyEvent } = JSON.parse(line) as EngineEvent;
        if (policyEvent === undefined) return [];
        const { resourceUrn, policyName, enforcementLevel } = policyEvent;
        return [`${enforcementLevel} ${policyName} ${resourceUrn.split("::").at(-1)}`];
    });
    return { code, violations: [...new Set(violations)].sort() };
}

const careless = {
    forever: `{ trainUrl, name: "vision-resnet", state: "running" }`,
    started: `{ trainUrl, name: "vision-bert" }`,
    adopted: `{ visualizationId: "7001" }`,
    restarted: `{ visualizationId: "8992", state: "running" }`,
    shouting: `{ trainUrl, name: "RESNET_50", autoStopHours: 4 }`,
};

const obedient = {
    limited: `{ trainUrl, name: "vision-resnet", autoStopHours: 4, state: "running" }`,
    stopped: `{ trainUrl, name: "vision-bert", state: pulumi.secret("stopped") }`,
    vision: `{ trainUrl, autoStopHours: 1 }`,
    adopted: `{ visualizationId: "7001", state: "stopped" }`,
    agreed: `{ visualizationId: "8992" }`,
    later: `{ trainUrl, name: "speech-later", autoStopHours: limited.visualizationId.apply(() => 2) }`,
};

const up = ["up", "--yes", "--skip-preview"];

/** Returns the statuses by name, without the random part of automatic names. */
const jobs = () =>
    Object.fromEntries(
        environment.service.jobs.map(({ name, statusName }) => [
            name.replace(/[0-9a-f]{7}$/, ""),
            statusName,
        ]),
    );

describe("the policy pack that guards the bill", () => {
    test("rejects jobs without an end and names outside the pattern, without a request", async () => {
        await environment.stack.write(program(careless));
        const { code, violations } = await runWithPolicies(["preview"]);
        expect(code).not.toBe(0);
        expect(violations).toEqual([
            "mandatory job-has-an-end adopted",
            "mandatory job-has-an-end forever",
            "mandatory job-has-an-end restarted",
            "mandatory job-has-an-end started",
            "mandatory job-name shouting",
        ]);
        expect(writeRequests(environment.service)).toEqual([]);
    }, 60_000);

    test("accepts a compliant stack, with the configuration of its README", async () => {
        await environment.stack.write(program(obedient));
        expect(await runWithPolicies(up, configBlock?.text)).toEqual({ code: 0, violations: [] });
        expect(jobs()).toEqual({
            "shared-7001": "KILLED",
            "shared-8992": "RUNNING",
            "speech-later": "RUNNING",
            "vision-bert": "KILLED",
            "vision-resnet": "RUNNING",
            "vision-": "RUNNING",
        });
    }, 60_000);

    test("rejects a value that only the update knows, before it creates that job", async () => {
        const other = `{ trainUrl, name: "speech-other", autoStopHours: 1 }`;
        const never = `{ trainUrl, name: "speech-never", autoStopHours: other.visualizationId.apply(() => undefined) }`;
        await environment.stack.write(program({ ...obedient, other, never }));
        const { code, violations } = await runWithPolicies(up, configBlock?.text);
        expect(code).not.toBe(0);
        expect(violations).toEqual(["mandatory job-has-an-end never"]);
        expect(writeRequests(environment.service)).toEqual(["POST /"]);
        expect(jobs()).toMatchObject({ "speech-other": "RUNNING" });
        expect(jobs()).not.toHaveProperty("speech-never");
    }, 60_000);

    test("covers the jobs of the plugin like those of the dynamic resource", async () => {
        const plugin = `class VisualizationJob extends pulumi.CustomResource {
            declare readonly visualizationId: pulumi.Output<string>;
            constructor(name: string, args: object) {
                super("${providerPlugin.type}", name, { visualizationId: undefined, ...args });
            }
        }`;
        const both = program({ ...careless, ...obedient, adopted: careless.adopted });
        await environment.stack.write(both.replace(/^import \{ VisualizationJob \}.*$/m, plugin));
        const { code, violations } = await runWithPolicies(["preview"]);
        expect(code).not.toBe(0);
        expect(violations).toEqual([
            "advisory job-has-an-end later",
            "mandatory job-has-an-end adopted",
            "mandatory job-has-an-end agreed",
            "mandatory job-has-an-end forever",
            "mandatory job-has-an-end restarted",
            "mandatory job-has-an-end started",
            "mandatory job-name shouting",
        ]);
        expect(writeRequests(environment.service)).toEqual([]);
    }, 60_000);

    test("accepts every job when modelarts:state stops them all, and warns of unknown values in a preview", async () => {
        const unknown = `{ trainUrl, autoStopHours: forever.visualizationId.apply(() => 2) }`;
        await environment.stack.write(program({ ...careless, unknown }));
        await environment.stack.setConfig("modelarts:state", "stopped");
        expect(await runWithPolicies(["preview"], `{ "job-name": { "pattern": "[_-]" } }`)).toEqual({
            code: 0,
            violations: ["advisory job-has-an-end unknown"],
        });
    }, 60_000);

    test("documents its rules and their configuration in its README", async () => {
        const source = await readFile(path.join(pack, "index.ts"), "utf8");
        const documentedRules = tables[0]?.rows.map(([rule = "", , setting = ""]) => [
            ...codesIn(rule),
            ...codesIn(setting),
        ]);
        expect(documentedRules).toEqual([
            [findSetting(/name: "(job-has.*)"/), findSetting(/(mayRun): \{/)],
            [findSetting(/name: "(job-name)"/), findSetting(/(pattern): \{/), findSetting(/default: "(.*)"/)],
        ]);
        function findSetting(pattern: RegExp): string | undefined {
            return pattern.exec(source)?.[1];
        }
    });
});
