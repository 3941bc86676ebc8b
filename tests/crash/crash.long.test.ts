import { providers } from "../../tools/engine/providers";
import { playRounds } from "./rounds";

test("twenty interrupted runs end as declared when the same command runs again: one job each, none left", async () => {
    const lines: string[] = [];
    const succeeded = await playRounds({
        seed: 1,
        interruptTarget: 20,
        say: (line) => lines.push(line),
    });
    expect({ succeeded, lines: lines.join("\n") }).toMatchObject({ succeeded: true });
    for (const { name } of providers)
        expect(lines).toContainEqual(expect.stringContaining(`by the ${name}: `));
}, 600_000);
