import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { jobIn, program, startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { root } from "../../../tools/repository";

describe("the state file", () => {
    let environment: TestEnvironment;
    let job: ResourceState;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            program: program(`{ trainUrl: "/bucket/logs/", state: "running" }`),
        });
        ok(await environment.stack.up());
        job = await jobIn(environment.stack);
    }, 90_000);
    afterAll(() => environment.close());

    it("holds a short reference to the installed package, without a path", () => {
        const { inputs, outputs } = job;
        const code = inputs?.["__provider"] as string;
        expect(outputs?.["__provider"]).toBe(code);
        expect(Buffer.byteLength(code)).toBeLessThanOrEqual(600);
        expect(code).not.toContain(root);
        expect(code).not.toContain("node_modules");
        expect(code).not.toMatch(/axios|valibot|Agent/);
        // The engine loads this export of the package.
        expect(code.match(/require\("([^"]+)"\)/)?.[1]).toBe("pulumi-modelarts/dynamic");
    });

    it("does not contain the secret key", async () => {
        const text = JSON.stringify(await environment.stack.export());
        expect(text).not.toContain(environment.service.info.secretKey);
    });

    it("contains no path of this machine in a job", () => {
        const { inputs, outputs } = job;
        const text = JSON.stringify([inputs, outputs]);
        expect(text).not.toContain(environment.stack.folder);
        expect(text).not.toContain(root);
    });

    it("contains no null", () => {
        const { inputs, outputs } = job;
        expect([...Object.values(inputs ?? {}), ...Object.values(outputs ?? {})]).not.toContain(null);
    });
});
