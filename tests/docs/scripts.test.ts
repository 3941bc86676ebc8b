import { ok } from "../../tools/engine/project";
import { documents, readDocument } from "../../tools/docs/markdown";
import { placeholderCredentials, DocumentRunner } from "../support/documentRunner";

/** Programs without Pulumi; those of examples are in files. A translation has the blocks of its original. */
const scripts = documents()
    .filter((file) => !file.includes(".zh-CN."))
    .flatMap((file) =>
        readDocument(file)
            .blocks.filter(
                ({ language, text }) => language === "ts" && /from "pulumi-modelarts\/client"/.test(text),
            )
            .map(({ text }) => ({ file, text })),
    );

describe("a script in a document", () => {
    let runner: DocumentRunner;
    beforeAll(async () => {
        runner = await DocumentRunner.start();
        const { accessKey, secretKey } = placeholderCredentials;
        for (const word of [
            "HW_REGION_NAME=eu-de",
            `HW_ACCESS_KEY=${accessKey}`,
            `HW_SECRET_KEY=${secretKey}`,
        ])
            await runner.run({ text: word, words: ["export", word], line: 0 });
    }, 60_000);
    // The second job of the list runs on.
    afterAll(() => runner.close("old-2"), 60_000);

    test.each([
        {
            file: "docs/faq.md",
            what: "lists what runs, the longest first",
            output: /^8993 forgotten 2\.0 h\n8992 lately 1\.0 h\n/,
            stoppedIds: [],
        },
        {
            file: "docs/migration-from-python-sdk.md",
            what: "stops a job by its ID, one that it has looked up, and the first one of a list",
            output: /^$/,
            stoppedIds: ["8992", "8993", "1"],
        },
    ])(
        "does what it says: that of $file $what",
        async ({ file, output, stoppedIds }) => {
            const { service } = runner;
            for (const { id } of service.jobs) service.removeJob(id);
            service.makeJob({ id: 8992, name: "lately", duration: 3600_000 });
            service.makeJob({ id: 8993, name: "forgotten", duration: 7200_000 });
            for (const id of [1, 2]) service.makeJob({ id, name: `old-${id}`, duration: 1000 });
            service.makeJob({ id: 3, name: "old-3", status: 12 });
            service.clearRequests();
            const [script, ...others] = scripts.filter((one) => one.file === file);
            expect(others).toEqual([]);
            await runner.project.write(script?.text ?? "", "script.ts");
            const { stdout } = ok(await runner.command("npx", ["ts-node", "--transpile-only", "script.ts"]));
            expect(stdout).toMatch(output);
            expect(service.requests.flatMap(({ call, jobId }) => (call === "stop" ? jobId : []))).toEqual(
                stoppedIds,
            );
        },
        60_000,
    );

    test("is tried here, or by orphans.long.test.ts, whichever it is", () => {
        expect([...new Set(scripts.map(({ file }) => file))].sort()).toEqual([
            "docs/faq.md",
            "docs/migration-from-python-sdk.md",
            "docs/troubleshooting.md",
        ]);
    });
});
