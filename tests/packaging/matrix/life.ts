import path from "node:path";
import { jobIn, startTestEnvironment, writeRequests } from "../../support/testStack";
import { ok } from "../../../tools/engine/project";
import { type MatrixEntry, matrixEntries, type ProgramKind, sdks } from "./matrixEntries";
import { bundle, kinds } from "./kinds";
import { prepare } from "./installs";

/** The code in every state file, whatever the program was: a difference would be a change of every resource. */
const providerCode = `exports.handler = () => require("pulumi-modelarts/dynamic").provider`;

/** Makes a test of each entry of one kind of program. The first one that needs an installation waits for it. */
export function describeKind(kind: ProgramKind): void {
    const own = matrixEntries.filter((entry) => entry.kind === kind);
    test.each(own)(
        "on Node.js $node, with Pulumi $pulumi, installed by $by: lives, and its state is the same as everywhere",
        runEntry,
        600_000,
    );
}

async function runEntry(entry: MatrixEntry): Promise<void> {
    const { node, modules } = await prepare(entry);
    const environment = await startTestEnvironment({
        ...kinds[entry.kind],
        modules,
        config: { state: "running" },
        // The engine checks the types, and the SDK loads its packages, as for a user.
        env: { PULUMI_NODEJS_TRANSPILE_ONLY: "false", NODE_OPTIONS: "" },
    });
    const { service, stack } = environment;
    stack.env["PATH"] = [node, stack.env["PATH"]].join(path.delimiter);
    try {
        if (entry.kind === "bundle") await bundle(stack.folder);
        ok(await stack.up());
        const { id = "", inputs, outputs } = await jobIn(stack);
        expect(inputs).toMatchObject({ __provider: providerCode });
        expect(outputs).toMatchObject({ __provider: providerCode, state: "running" });
        expect(await stack.outputs()).toEqual({
            visualizationId: id,
            status: "RUNNING",
            node: `v${entry.node}`,
        });

        await stack.setConfig("state", "stopped");
        ok(await stack.up());
        expect(service.jobs).toMatchObject([{ id, statusName: "KILLED" }]);
        expect(await jobIn(stack)).toMatchObject({ id, inputs: { __provider: providerCode } });

        // A user starts it in the console: with the oldest SDK already, a refresh takes that into the inputs.
        service.moveJob(id, 8);
        if (entry.pulumi === sdks.oldest) {
            ok(await stack.refresh());
            expect(await jobIn(stack)).toMatchObject({ inputs: { state: "running" } });
        }

        ok(await stack.destroy());
        const stop = `POST /${id}/stop`;
        expect(writeRequests(service)).toEqual(["POST /", stop, stop, `DELETE /${id}`]);
    } finally {
        await environment.close();
    }
}
