import path from "node:path";
import { ok } from "../../../tools/engine/project";
import { jobIn, program, startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const root = path.resolve(__dirname, "..", "..", "..");

describe("what the state file holds", () => {
    let environment: TestEnvironment;
    beforeAll(async () => {
        environment = await startTestEnvironment({
            program: program(`{ trainUrl: "/bucket/logs/", state: "running" }`),
        });
        ok(await environment.stack.up());
    }, 90_000);
    afterAll(() => environment.close());

    it("is a reference to the installed package: short, the same in every project, without a path", async () => {
        const { inputs, outputs } = await jobIn(environment.stack);
        const code = inputs?.["__provider"] as string;
        expect(outputs?.["__provider"]).toBe(code);
        expect(Buffer.byteLength(code)).toBeLessThanOrEqual(600);
        expect(code).not.toContain(root);
        expect(code).not.toContain("node_modules");
        expect(code).not.toMatch(/axios|valibot|Agent/);
        // What it refers to is what the engine ran: the module that the package exports.
        expect(code.match(/require\("([^"]+)"\)/)?.[1]).toBe("pulumi-modelarts/dynamic");
    });

    it("has the secret key nowhere in it", async () => {
        const text = JSON.stringify(await environment.stack.export());
        expect(text).not.toContain(environment.service.info.secretKey);
    });

    it("has no path of this machine in what it keeps of a job", async () => {
        const { inputs, outputs } = await jobIn(environment.stack);
        const text = JSON.stringify([inputs, outputs]);
        expect(text).not.toContain(environment.stack.folder);
        expect(text).not.toContain(root);
    });

    it("holds no value that is undefined or null", async () => {
        const { inputs, outputs } = await jobIn(environment.stack);
        expect([...Object.values(inputs ?? {}), ...Object.values(outputs ?? {})]).not.toContain(null);
    });
});
