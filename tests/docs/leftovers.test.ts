import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { useEmulator } from "../support/emulatedClient";
import { endRemainingProcesses, runningJobs, remainingStacks } from "../support/leftovers";
import { createProject, ok } from "../../tools/engine/project";

const emulator = useEmulator();

test("a job that a document leaves running is noticed, also one that has not started yet", () => {
    for (const [name, status] of Object.entries({
        running: 8,
        starting: 7,
        stopping: 9,
        stopped: 12,
        failed: 11,
    }))
        emulator().makeJob({ name, status });
    expect(runningJobs(emulator())).toEqual(["running", "starting"]);
});

const showsEnvironments = existsSync("/proc/self/environ");
if (!showsEnvironments) console.warn("Without /proc, no process that a document leaves can be found.");

(showsEnvironments ? test : test.skip)(
    "a process that a document leaves is noticed, and ended",
    async () => {
        const home = `/example-home-${process.pid}`;
        const script = "setInterval(() => undefined, 1000)";
        const child = spawn(process.execPath, ["-e", script], { env: { HOME: home } });
        const exit = once(child, "exit");
        expect(await endRemainingProcesses(home)).toEqual([`${process.execPath} -e ${script}`]);
        await exit;
        expect(await endRemainingProcesses(home)).toEqual([]);
    },
    30_000,
);

test("a stack that a document leaves is noticed, also one that is kept and has a resource", async () => {
    const project = await createProject({ program: "" });
    try {
        expect(await remainingStacks(project, [])).toEqual(["dev"]);
        expect(await remainingStacks(project, ["dev"])).toEqual([]);
        const urn = "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev";
        const resource = { urn, custom: false, type: "pulumi:pulumi:Stack" };
        const state = { version: 3, deployment: { resources: [resource] } };
        await project.write(JSON.stringify(state), "state.json");
        ok(await project.pulumi(["stack", "import", "--file", "state.json"]));
        expect(await remainingStacks(project, ["dev"])).toEqual(["dev"]);
    } finally {
        await project.remove();
    }
}, 120_000);
