import { writeFile } from "node:fs/promises";
import path from "node:path";
import { SecretDetector } from "../../support/secrets";
import { providers } from "../../../tools/engine/providers";
import { outputOf, programOf } from "../../support/programs";
import { program, startTestEnvironment } from "../../support/testStack";

test("finds a secret in the engine's output and in a file of the state", async () => {
    const environment = await startTestEnvironment({ program: program(`{ trainUrl: "/bucket/logs/" }`) });
    const { service, stack } = environment;
    const detector = new SecretDetector(service);
    expect(await detector.findLeaks(stack)).toEqual([]);

    const { secretKey, password } = service.options;
    await writeFile(path.join(stack.state, "kept"), `key: ${secretKey}`);
    stack.engineOutput += password;
    expect(await detector.findLeaks(stack)).toEqual(["output", "kept"]);
    await expect(environment.close()).rejects.toThrow();
}, 60_000);

test.each(providers)(
    "an invalid secret is not shown (by the $name)",
    async (provider) => {
        const args = `{
        trainUrl: pulumi.secret("s3://Hidden-Bucket/"),
        name: pulumi.secret("Hidden-Name of more characters"),
        description: pulumi.secret("Hidden-Words " + "y".repeat(300)),
    }`;
        const environment = await startTestEnvironment({ provider, program: programOf({ board: args }) });
        const preview = await environment.stack.preview();
        await environment.close();
        expect(preview.code).not.toBe(0);
        for (const input of ["trainUrl", "name", "description"])
            expect(outputOf(preview)).toContain(`${input} is text of `);
        expect(outputOf(preview)).not.toMatch(/Hidden|yyy/);
    },
    60_000,
);
