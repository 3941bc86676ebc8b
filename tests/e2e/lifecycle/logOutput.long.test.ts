import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { providers, dynamicProvider } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf, outputOf } from "../../support/programs";

const programWith = (text: string): string =>
    programOf({ board: `{ trainUrl: "/bucket/logs/", state: "running", description: "${text}" }` }) +
    "export const { visualizationId, state, status, serviceUrl, description, trainUrl, createdAt, resourceId } = board;";

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(providers)("the output of a run (by the $name)", (provider) => {
    let environment: TestEnvironment;
    const secrets = {
        securityToken: "EMULATOR-security-token-not-real",
        secretKey: "EMULATOR-temporary-secret-key-not-real",
    };
    const texts: string[] = [];
    let first: ResourceState | undefined;
    let initialOptions: Record<string, unknown>;

    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider,
            program: programWith("one"),
            service: { boot: 2 },
            config: { "huaweicloud:accessKey": "EMULATORAKTEMPORARY1" },
            secrets: {
                "huaweicloud:secretKey": secrets.secretKey,
                "huaweicloud:securityToken": secrets.securityToken,
            },
        });
    }, 60_000);
    afterAll(() => environment.close());

    it("has one line for each change of status, however many polls there were", async () => {
        const { service, stack } = environment;
        const up = ok(await stack.up());
        texts.push(outputOf(up));
        const pollCount = service.requests.filter(({ call }) => call === "show").length;
        expect(pollCount).toBeGreaterThan(6);
        const lines = up.stdout.split("\n").filter((line) => /( -> running| RUNNING)\s*$/.test(line));
        expect(lines.every((line) => /VisualizationJob board /.test(line))).toBe(true);
        const statuses = lines.map((line) => /\b[A-Z]{4,}.*/.exec(line)?.[0].trim());
        // The summary repeats the last status.
        expect([...new Set(statuses)]).toEqual(["INIT -> running", "WAITING -> running", "RUNNING"]);
        expect(lines.length).toBeLessThanOrEqual(5);
        first = (await jobsByName(stack)).board;
        initialOptions = await stack.outputs();
    }, 120_000);

    it("keeps every stack output when the description changes", async () => {
        const { stack } = environment;
        await stack.write(programWith("two"));
        texts.push(outputOf(ok(await stack.preview("--diff"))));
        ok(await stack.up());
        expect(await stack.outputs()).toEqual({ ...initialOptions, description: "two" });
        expect(Object.values(initialOptions)).not.toContain(undefined);
    }, 120_000);

    // The state has no code of the plugin.
    if (provider === dynamicProvider)
        it("has no change when only the version of the package changes", async () => {
            const { service, stack } = environment;
            const state = JSON.stringify(await stack.export("--show-secrets"));
            const code = first?.outputs?.["__provider"] as string;
            const older = JSON.stringify(`/* older */ ${code}`).slice(1, -1);
            const text = state.replaceAll(JSON.stringify(code).slice(1, -1), older);
            expect(text).not.toBe(state);
            await stack.write(text, "older.json");
            ok(await stack.pulumi(["stack", "import", "--file", "older.json"]));
            service.clearRequests();
            ok(await stack.up("--expect-no-changes"));
            ok(await stack.refresh("--expect-no-changes"));
            expect(await stack.outputs()).toEqual({ ...initialOptions, description: "two" });
            expect(writeCalls(service)).toEqual([]);
        }, 120_000);

    it("contains no secret, nor does the state, also after errors", async () => {
        const { service, stack } = environment;
        await stack.write(programWith("three"));
        service.injectFault({
            match: { call: "update" },
            times: "always",
            response: {
                status: 403,
                body: {
                    error_code: "ModelArts.0112",
                    error_msg: `no: ${secrets.securityToken} ${secrets.secretKey}`,
                },
            },
        });
        const up = await stack.up("--diff");
        expect(up.code).not.toBe(0);
        texts.push(outputOf(up), JSON.stringify(await stack.export()));
        service.clearFaults();
        texts.push(outputOf(ok(await stack.refresh("--diff"))), JSON.stringify(await stack.export()));
        for (const text of texts) {
            expect(text).not.toContain(secrets.secretKey);
            expect(text).not.toContain(secrets.securityToken);
        }
        // The same search finds a text that is there.
        expect(texts.join("")).toContain("ModelArts.0112");
    }, 120_000);
});
