import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { decide } from "../../provider/src/reconcile/decide";
import { run } from "../../tools/engine/childProcess";
import { readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";
import { fillParts } from "../../tools/docs/fillParts";
import { jobLifeParts } from "../../tools/docs/jobLife";

const life = readDocument("docs/job-life.md");
const reference = readDocument("docs/reference.md");

/** The pages, each with the folder where it is committed. */
const pages = {
    "_index.md": "docs/registry",
    "architecture.md": "docs",
    "installation-configuration.md": "docs/registry",
    "job-life.md": "docs",
    "languages.md": "docs",
    "reference.md": "docs",
    "schema.json": "provider",
};

describe("the pages that are made from the code", () => {
    let folder: string;
    beforeAll(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-docs-"));
        const main = path.join(root, "tools/docs/main.ts");
        const args = [require.resolve("ts-node/dist/bin"), "--transpile-only", main, folder];
        const { code, stderr } = await run(process.execPath, args, { timeoutMs: 300_000 });
        if (code !== 0) throw new Error(stderr);
    }, 300_000);
    afterAll(() => rm(folder, { recursive: true }));

    test("are these", async () => {
        expect((await readdir(folder)).sort()).toEqual(Object.keys(pages));
    });

    test.each(Object.entries(pages))("are what npm run docs would write: %s", async (name, pageFolder) => {
        const text = await readFile(path.join(folder, name), "utf8");
        expect(await readFile(path.join(root, pageFolder, name), "utf8")).toBe(text);
    });
});

describe("docs/reference.md", () => {
    test("says something about every export and every property", () => {
        const emptyRows = reference.tables.flatMap(({ under, rows }) =>
            rows
                .filter((row) => row.some((cell) => cell === "-" || cell === ""))
                .map(([name]) => `${under} ${name}`),
        );
        expect(emptyRows).toEqual([]);
        const sections = reference.text.split(/^#{3,} /m).slice(1);
        const silent = sections.filter((section) => !/\n[A-Z]\w* .+/.test(section));
        expect(silent.map((section) => section.split("\n")[0])).toEqual([]);
    });

    test("has every name once, so that a link to it finds it", () => {
        expect(new Set(reference.anchors).size).toBe(reference.anchors.length);
        expect(reference.anchors.filter((anchor) => /-\d+$/.test(anchor))).toEqual([]);
    });
});

describe("docs/job-life.md", () => {
    test("notices a part that has no place", () => {
        const fillPage = (page: string) => fillParts("job-life.md", page, jobLifeParts);
        expect(() => fillPage(life.text.replace("<!-- diagram -->", ""))).toThrow("diagram");
        expect(() => fillPage(life.text.replace("<!-- end of to deleted -->", ""))).toThrow("to deleted");
    });

    test("says after how many polls a start has failed, and a lost call never arrived", () => {
        const countPollsUntil = (
            step: string,
            pendingAction: { action: "restart" | "stop"; outcomeUnknown?: boolean },
        ) => {
            const [goal, observed] =
                pendingAction.action === "stop"
                    ? (["stopped", "running"] as const)
                    : (["running", "failed"] as const);
            for (let polls = 0; polls < 100; polls++)
                if (
                    decide(goal, observed, { fromState: observed, hasMoved: false, polls, ...pendingAction })
                        .step === step
                )
                    return polls;
            return undefined;
        };
        expect(life.text).toContain(
            `after ${countPollsUntil("unreachable", { action: "restart" })} polls has failed again`,
        );
        expect(life.text).toContain(
            `Where ${countPollsUntil("stop", { action: "stop", outcomeUnknown: true })} polls show no effect`,
        );
    });
});
