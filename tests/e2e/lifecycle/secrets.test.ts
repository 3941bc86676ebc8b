import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Secrets } from "../../support/secrets";
import { program, startWorld } from "../../support/testStack";

test("a secret in the engine's output or in a file of the state is found, whichever it is", async () => {
    const world = await startWorld({ program: program(`{ trainUrl: "/bucket/logs/" }`) });
    const { service, stack } = world;
    const known = new Secrets(service);
    expect(await known.shownBy(stack)).toEqual([]);

    const { secretKey, password } = service.options;
    await writeFile(path.join(stack.state, "kept"), `key: ${secretKey}`);
    stack.written += password;
    expect(await known.shownBy(stack)).toEqual(["output", "kept"]);
    await expect(world.close()).rejects.toThrow();
}, 60_000);
