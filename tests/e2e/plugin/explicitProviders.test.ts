import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
import { jobsIn, startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const here = "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e";
const elsewhere = "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e";
const board = `{ trainUrl: "/bucket/logs/", state: "running" }`;

describe("a program with providers of its own", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider: providerPlugin,
            // The provider does not use it, since there is a key pair.
            config: { "modelarts:password": "PLAIN-password-not-real" },
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

    it("has the secrets of all providers encrypted in the state, however they were given", async () => {
        const { resources = [] } = (await environment.stack.export()).deployment;
        const other = resources.find(({ urn }) => urn.endsWith("::other"));
        const encryptedValue = { "4dabf18193072939515e22adb298388d": expect.any(String) as string };
        expect(other?.inputs).toMatchObject({
            accessKey: encryptedValue,
            secretKey: encryptedValue,
            region: "cn-south-1",
        });
        const usual = resources.find(
            ({ type, urn }) => type === "pulumi:providers:modelarts" && urn !== other?.urn,
        );
        expect([usual?.inputs, usual?.outputs]).toMatchObject([
            { secretKey: encryptedValue, password: encryptedValue },
            { secretKey: encryptedValue, password: encryptedValue },
        ]);
    });

    it("reads each job with the provider that created it, and destroys each there", async () => {
        ok(await environment.stack.refresh("--expect-no-changes"));
        ok(await environment.stack.destroy());
        expect([environment.service.jobs, await jobsIn(environment.stack)]).toEqual([[], []]);
    }, 120_000);
});
