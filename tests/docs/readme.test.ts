import { type Block, documents, readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { isRunnable } from "../support/documentCommands";
import { DocumentRunner } from "../support/documentRunner";
import { exampleProjects, expectShortNames } from "../support/exampleProjects";

/** Returns the blocks with something to run, in their order. A page in Chinese has the same as the English one. */
function runnableBlocks(file: string): readonly Block[] {
    return readDocument(file).blocks.filter(isRunnable);
}

const testedElsewhere = [
    ...documents().filter((file) => file.endsWith(".zh-CN.md")),
    // Tests with the same name and orphans.long.test.ts run these pages.
    ...["docs/configuration.md", "docs/teams.md", "docs/plugin.md", "docs/troubleshooting.md"],
    "docs/automation-api.md",
    "docs/registry/installation-configuration.md",
    // The tests in `tests/examples` run these pages, each in a copy outside of the repository.
    ...exampleProjects().map((name) => `examples/${name}/README.md`),
    "templates/README.md",
];
const files = documents().filter(
    (file) => !testedElsewhere.includes(file) && runnableBlocks(file).length > 0,
);

/** The stacks that "In your own project" and the like set up for the reader's own program. */
const keptStacks: Readonly<Record<string, readonly string[]>> = {
    "README.md": ["dev"],
    "provider/README.md": ["dev"],
};

test("there are documents with commands", () => {
    expect(files).toEqual(expect.arrayContaining(["README.md", "provider/README.md"]));
});

describe.each(files)("what %s says works", (file) => {
    let runner: DocumentRunner;
    const service = () => (file === "README.md" ? runner.startedEmulator : undefined) ?? runner.service;
    const commands = runnableBlocks(file).flatMap(parseCommands);
    /** The statuses of the jobs after each command that changes them. */
    const observedJobs: (readonly [command: string, ...statuses: string[]])[] = [];

    beforeAll(async () => {
        runner = await DocumentRunner.start();
        runner.keptStacks = keptStacks[file] ?? [];
    }, 60_000);
    afterAll(() => runner.close(), 120_000);

    test.each(commands)(
        "line $line: $text",
        async (command) => {
            await runner.run(command);
            if (command.text.startsWith("pulumi up")) await expectShortNames(runner.project);
            const jobs = service().jobs.map(({ statusName }) => statusName);
            if (/^pulumi (up|destroy)/.test(command.text)) observedJobs.push([command.text, ...jobs]);
        },
        180_000,
    );

    test("and does what it says", () => {
        const upWithPolicies = "pulumi up --policy-pack examples/policy-cost-guard";
        const expected: Readonly<Record<string, readonly string[][]>> = {
            "README.md": [["pulumi up", "RUNNING"], ["pulumi up", "KILLED"], ["pulumi destroy"]],
            "examples/policy-cost-guard/README.md": [[upWithPolicies, "RUNNING"], ["pulumi destroy"]],
        };
        expect(observedJobs).toEqual(expected[file] ?? []);
        const calls = service().requests.map(({ call }) => call);
        const actions = calls.filter((call) => /^(create|stop|restart|delete)$/.test(call));
        expect(actions).toEqual(file in expected ? ["create", "stop", "delete"] : []);
    });
});
