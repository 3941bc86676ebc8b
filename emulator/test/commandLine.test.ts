import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { send } from "./emulatorClient";
import { readCommandLine } from "../src/commandLine";

const main = [
    require.resolve("ts-node/dist/bin"),
    "--transpile-only",
    join(__dirname, "..", "src", "main.ts"),
];

function run(...flags: readonly string[]) {
    const child = spawn(process.execPath, [...main, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
    const output = { out: "", error: "" };
    child.stdout.on("data", (chunk: Buffer) => (output.out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output.error += chunk.toString()));
    return { child, output, end: once(child, "close") };
}

jest.setTimeout(60_000);

describe("npm run emulator", () => {
    test.each(["SIGTERM", "SIGINT"] as const)(
        "prints one line of JSON, serves, and ends well at %s",
        async (signal) => {
            const { child, output, end } = run("--boot", "0", "--stop", "0.5", "--region", "eu-de");
            const [line] = (await once(createInterface(child.stdout), "line")) as [string];
            const info = JSON.parse(line) as Record<string, string>;
            expect(Object.keys(info)).toEqual([
                "modelarts",
                "iam",
                "region",
                "projectId",
                "projectName",
                "accessKey",
                "secretKey",
                "domainName",
                "userName",
                "password",
            ]);
            expect(info).toMatchObject({ region: "eu-de", projectName: "eu-de" });
            const { json } = await send(info.modelarts ?? "", "GET", "/_emulator/options");
            expect(json).toMatchObject({ boot: 0, stop: 0.5 });
            child.kill(signal);
            expect(await end).toEqual([0, null]);
            expect(output.out).toBe(`${line}\n`);
            expect(output.error).toMatch(
                /^emulator: huawei-2025 at http:\/\/127\.0\.0\.1:\d+; its jobs are at .*\/_emulator\/jobs\. Ctrl-C ends it\.\n$/,
            );
        },
    );

    test("ends with 2 and a sentence for a flag that does not exist", async () => {
        const { output, end } = run("--bot", "1");
        expect(await end).toEqual([2, null]);
        expect(output).toEqual({
            out: "",
            error: "emulator: Unknown option '--bot'. --help lists all flags.\n",
        });
    });
});

describe("the command line", () => {
    test("reads every kind of option", () => {
        const flags = [
            ["--port", "8080", "--host", "127.0.0.2", "--base-path", "/modelarts"],
            ["--clock-skew=-60", "--first-id", "9007199254740993", "--edition", "otc-2025"],
            ["--stop-accepts", "running,starting", "--fail-next-starts", "11,3", "--workspaces", "0,ws"],
            [
                "--job-id-form",
                "create=number,show=string",
                "--http-status",
                "ModelArts.0112=403,APIG.0301=400",
            ],
            ["--no-unique-names", "--extra-fields", "--projects", '[{"id":"1","name":"eu-de"}]'],
        ].flat();
        expect(readCommandLine(flags)).toEqual({
            options: {
                port: 8080,
                host: "127.0.0.2",
                basePath: "/modelarts",
                clockSkew: -60,
                firstId: "9007199254740993",
                edition: "otc-2025",
                stopAccepts: ["running", "starting"],
                failNextStarts: [11, 3],
                workspaces: ["0", "ws"],
                jobIdForm: { create: "number", show: "string" },
                httpStatus: { "ModelArts.0112": 403, "APIG.0301": 400 },
                uniqueNames: false,
                extraFields: true,
                projects: [{ id: "1", name: "eu-de" }],
            },
        });
    });

    test("leaves out what is not said", () => {
        expect(readCommandLine([])).toEqual({ options: {} });
    });

    test.each([
        [["--boot", "soon"], '--boot takes a number from 0; it was given "soon".'],
        [["--boot", ""], '--boot takes a number from 0; it was given "".'],
        [["--boot"], "argument missing"],
        [["--port", "65536"], "--port takes a whole number from 0 to 65535"],
        [["--signing", "none"], "--signing takes one of both, access, scoped"],
        [["--projects", "eu-de"], "--projects takes a list of projects in JSON"],
        [["here"], "Unexpected argument 'here'"],
        [["--tls-key", "key.pem"], "--tls-key and --tls-cert go together."],
        [["--tls-key", "/none", "--tls-cert", "/none"], "Cannot read a certificate"],
    ])("refuses %j with a sentence", (flags, sentence) => {
        expect(() => readCommandLine(flags)).toThrow(sentence);
    });

    test("has help for every flag", () => {
        const command = readCommandLine(["--help"]);
        const help = "help" in command ? command.help : "";
        for (const flag of [
            "--port N",
            "--boot SECONDS",
            "--[no-]unique-names",
            "--edition huawei-2019|huawei-2021|huawei-2025|otc-2022|otc-2025",
            "--keep-alive",
        ])
            expect(help).toContain(`  ${flag}`);
        expect(help.match(/^ {2}--\S.*\n {6}\S/gm)).toHaveLength((help.match(/^ {2}--/gm) ?? []).length);
    });
});
