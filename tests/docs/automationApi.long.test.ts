import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { findScript } from "../support/documentCommands";
import { DocumentRunner, placeholderCredentials } from "../support/documentRunner";

const file = "docs/automation-api.md";
const [commands] = readDocument(file).blocks.filter(({ language }) => language === "bash");

let runner: DocumentRunner;
beforeAll(async () => {
    runner = await DocumentRunner.start();
}, 60_000);
afterAll(() => runner.close("board"), 60_000);

test("the program for several accounts prints what runs in each of them", async () => {
    const { service, project } = runner;
    service.setOptions({ region: "cn-north-4", projectName: "" });
    service.makeJob({ id: 8992, name: "board" });
    const { accessKey, secretKey } = placeholderCredentials;
    // The emulator has one account.
    const program = findScript(file, "accounts.ts")
        ?.replace(/EXAMPLE-KEY-\d/g, accessKey)
        .replace(/EXAMPLE-SECRET-\d/g, secretKey);
    await project.write(program ?? "", "accounts.ts");
    let output = "";
    for (const command of parseCommands(commands ?? { text: "", line: 0 }))
        output = await runner.run(command);
    const list = String.raw`\[[^]*name: 'board'[^]*\]\n`;
    expect(output).toMatch(new RegExp(`^vision ${list}speech ${list}$`));
    expect(service.requests.filter(({ call }) => call === "list")).toHaveLength(2);
}, 240_000);
