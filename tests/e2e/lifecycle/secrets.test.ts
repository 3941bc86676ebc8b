import { writeFile } from "node:fs/promises";
import path from "node:path";
import { SecretDetector } from "../../support/secrets";
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
