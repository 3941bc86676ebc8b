import { ok } from "../../../tools/engine/project";
import { findProvider, type TestedProvider } from "../../../tools/engine/providers";
import { maxNameColumns } from "../../support/exampleProjects";
import { programOf } from "../../support/programs";
import { findTerminalFault, runInTerminal, screenRows } from "./terminal";
import { startTestEnvironment } from "../../support/testStack";

const fault = findTerminalFault();
if (fault !== undefined) console.warn(`The rows of a terminal are not tested. ${fault}`);

/** The columns of a terminal in which the status of a job is visible. */
const widths: [provider: TestedProvider["name"], columns: number][] = [
    ["dynamic resource", 115],
    ["plugin", 95],
];

const board = (state: string) => programOf({ board: `{ trainUrl: "/bucket/logs/", state: "${state}" }` });
const up = ["up", "--yes", "--skip-preview"];

/*
 * The engine cuts a row at the width of the terminal. The names in this stack are as long as those of
 * an example may be, so the rows of each example have the status too.
 */
(fault === undefined ? test : test.skip).each(widths)(
    "the row of a job shows its status while it stops and starts: %s, %i columns",
    async (name, columns) => {
        const stackSuffix = "-dev";
        const environment = await startTestEnvironment({
            provider: findProvider(name),
            program: board("running"),
            manifest: { name: "p".repeat(maxNameColumns[name] - stackSuffix.length) },
            service: { boot: 2, stop: 1 },
        });
        const { stack } = environment;
        /** Runs `up` and returns what the row of the job shows at the right of its name, in order. */
        const run = async (): Promise<string[]> => {
            const all = screenRows(ok(await runInTerminal(stack, columns, up)));
            const rows = all.filter((row) => /VisualizationJob +board /.test(row));
            expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(columns);
            return rows.map((row) => row.replace(/.* board +/, ""));
        };
        try {
            expect(await run()).toContainEqual(expect.stringMatching(/^creating .*\bWAITING -> /));
            await stack.write(board("stopped"));
            expect(await run()).toContainEqual(
                expect.stringMatching(/^updating .*\[diff: ~state\]; KILLING/),
            );
            await stack.write(board("running"));
            expect(await run()).toContainEqual(
                expect.stringMatching(/^updating .*\[diff: ~state\]; WAITING/),
            );
        } finally {
            await environment.close();
        }
    },
    180_000,
);
