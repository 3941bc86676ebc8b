import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../support/providers";
import { jobsIn, program, startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const here = "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e";
const elsewhere = "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e";
const board = `{ trainUrl: "/bucket/logs/", state: "running" }`;

describe("a program with providers of its own", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider: providerPlugin,
            service: {
                projects: [
                    { id: here, name: "cn-north-4" },
                    { id: elsewhere, name: "cn-south-1" },
                ],
            },
            program: `
                import * as pulumi from "@pulumi/pulumi";
                import { Provider, VisualizationJob, getVisualizationJobs } from "pulumi-modelarts";
                const config = new pulumi.Config("modelarts");
                const shared = {
                    accessKey: config.require("accessKey"),
                    secretKey: config.require("secretKey"),
                    endpoints: config.requireObject("endpoints"),
                    pollInterval: 0.1,
                };
                const other = new Provider("other", { ...shared, region: "cn-south-1", projectId: "${elsewhere}" });
                const usual = new VisualizationJob("usual", ${board});
                const away = new VisualizationJob("away", ${board}, { provider: other });
                export const places = pulumi.all([usual.projectId, away.projectId, away.region]);
            `,
        });
        ok(await environment.stack.up());
    }, 90_000);
    afterAll(() => environment.close());

    it("has each job where its provider says", async () => {
        expect(await environment.stack.outputs()).toEqual({ places: [here, elsewhere, "cn-south-1"] });
    });

    it("has their secrets encrypted in the state, though the program handed them on as plain text", async () => {
        const { resources = [] } = (await environment.stack.export()).deployment;
        const other = resources.find(({ urn }) => urn.endsWith("::other"));
        const encrypted = { "4dabf18193072939515e22adb298388d": expect.any(String) as string };
        expect(other?.inputs).toMatchObject({
            accessKey: encrypted,
            secretKey: encrypted,
            region: "cn-south-1",
        });
    });

    it("looks at each job with the provider that made it, and destroys each there", async () => {
        ok(await environment.stack.refresh("--expect-no-changes"));
        ok(await environment.stack.destroy());
        expect([environment.service.jobs, await jobsIn(environment.stack)]).toEqual([[], []]);
    }, 120_000);
});

describe("the provider's configuration", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({ provider: providerPlugin, program: program(board) });
    }, 60_000);
    afterAll(() => environment.close());

    it("is encrypted in the state where it is secret, however it was set", async () => {
        const { stack } = environment;
        // Not used, since there is a key pair.
        await stack.setConfig("modelarts:password", "PLAIN-password-not-real");
        ok(await stack.up());
        const { resources = [] } = (await stack.export()).deployment;
        const provider = resources.find(({ type }) => type === "pulumi:providers:modelarts");
        const encrypted = { "4dabf18193072939515e22adb298388d": expect.any(String) as string };
        expect([provider?.inputs, provider?.outputs]).toMatchObject([
            { secretKey: encrypted, password: encrypted },
            { secretKey: encrypted, password: encrypted },
        ]);
    }, 60_000);

    it("is taken from the environment where the stack has none, under the names of other tools for this cloud", async () => {
        const { stack, service } = environment;
        const { accessKey, secretKey } = service.info;
        await stack.removeConfig("modelarts:accessKey");
        await stack.removeConfig("modelarts:secretKey");
        await stack.removeConfig("modelarts:password");
        Object.assign(stack.env, { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey });
        ok(await stack.up("--refresh"));
        delete stack.env.HW_SECRET_KEY;
        const { code, stdout } = await stack.up("--refresh");
        expect(code).not.toBe(0);
        expect(stdout).toContain("HW_ACCESS_KEY is set, but HW_SECRET_KEY is not");
        stack.env.HW_SECRET_KEY = secretKey;
    }, 120_000);

    it("with a name that there is not fails the preview with a sentence", async () => {
        const { stack } = environment;
        await stack.setConfig("modelarts:regoin", "cn-south-1");
        const { code, stdout } = await stack.preview();
        expect(code).not.toBe(0);
        expect(stdout).toContain("no setting regoin");
        await stack.removeConfig("modelarts:regoin");
    }, 60_000);

    it("is named in errors as the plugin has it", async () => {
        const { stack } = environment;
        await stack.removeConfig("modelarts:region");
        await stack.write(program(board) + `new VisualizationJob("second", ${board});`);
        const { stdout } = await stack.up();
        expect(stdout).toContain("Set modelarts:region (or HW_REGION_NAME, OS_REGION_NAME)");
        expect(stdout).not.toContain("huaweicloud:");
    }, 60_000);
});
