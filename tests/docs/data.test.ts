import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../tools/engine/childProcess";
import { documents, readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";

const blocks = documents().flatMap((file) =>
    readDocument(file).blocks.map((block) => ({ ...block, name: `${file}:${block.line}` })),
);
const of = (language: string) => blocks.filter((block) => block.language === language);

test.each(of("json"))("the JSON of $name is JSON", ({ text }) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
});

test("the YAML of every document is YAML, in the form that prettier gives it", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-yaml-"));
    try {
        for (const [number, { name, text }] of of("yaml").entries())
            await writeFile(path.join(folder, `${number}.yaml`), `# ${name}\n${text}\n`);
        const bin = path.join(path.dirname(require.resolve("prettier/package.json")), "bin", "prettier.cjs");
        const config = path.join(root, ".prettierrc.json");
        const args = [bin, "--config", config, "--print-width", "200", "--check", folder];
        const { code, stderr } = await run(process.execPath, args, { timeoutMs: 30_000 });
        expect([code, stderr]).toEqual([0, ""]);
    } finally {
        await rm(folder, { recursive: true });
    }
}, 60_000);
