import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { emulatorConfig } from "../../../tools/engine/emulatorConfig";
import { createProject, ok, type PulumiProject } from "../../../tools/engine/project";
import { json } from "../../../tools/engine/projectFolder";
import { npm } from "../../../tools/package/npm";
import { packPackage } from "../../../tools/package/packed";
import { jobsIn, quickSettings, writeRequests } from "../../support/testStack";
import { writeCalls, jobsByName, programOf } from "../../support/programs";

const root = path.resolve(__dirname, "..", "..", "..");
const first = path.join(__dirname, "first-version.tgz");

interface Manifest {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
}

async function manifest(folder: string): Promise<Manifest> {
    return JSON.parse(await readFile(path.join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** What each kind of job becomes: `description` of the first is what changes later. */
const jobs = (adopted: string, description: string): string =>
    programOf({
        running: `{ trainUrl: "obs://experiments/a", state: "running", description: "${description}" }`,
        stopped: `{ trainUrl: "/experiments/b/", state: "stopped", name: "quiet", autoStopHours: 4 }`,
        asItIs: `{ trainUrl: "/experiments/c", deletionPolicy: "stop" }`,
        adopted: `{ visualizationId: "${adopted}", state: "running" }`,
    });

/* One stack, in order: each step begins where the one before ended. */
describe("a stack that the first version of the package made", () => {
    let service: Emulator;
    let stack: PulumiProject;
    let adopted = "";

    const install = (...what: string[]) => npm(stack.folder, "install", "--no-package-lock", ...what);

    /** Which versions have sent the requests: the first one did not say which it is. */
    const senders = (): string[] => [
        ...new Set(service.requests.map(({ headers }) => headers["user-agent"] ?? "")),
    ];

    beforeAll(async () => {
        service = await startEmulator({ boot: 0.3, stop: 0.3 });
        const { config, secrets } = emulatorConfig(service.info);
        adopted = service.makeJob({ name: "somebodys", status: 12 }).id;
        stack = await createProject({
            program: jobs(adopted, "first"),
            config: { ...config, ...quickSettings },
            secrets,
        });
        const { dependencies } = await manifest("examples/tensorboard");
        await rm(path.join(stack.folder, "node_modules"));
        await stack.write(
            json({
                name: "test",
                private: true,
                main: "index.ts",
                dependencies: { ...dependencies, "pulumi-modelarts": `file:${first}` },
                devDependencies: { "ts-node": "^10.9.2", typescript: "^5.9.3" },
            }),
            "package.json",
        );
        await install();
        ok(await stack.up());
        expect(senders()).toEqual([expect.stringMatching(/^axios\//)]);
    }, 240_000);

    beforeEach(() => {
        service.clearRequests();
    });

    afterAll(async () => {
        await stack.remove();
        await service.close();
    });

    it("has nothing to do with the newest, which looks at it with its own code", async () => {
        const before = await jobsByName(stack);
        const { version } = await manifest("provider");
        await install((await packPackage()).tarball);
        ok(await stack.pulumi(["up", "--yes", "--refresh", "--expect-no-changes"]));
        expect(writeRequests(service)).toEqual([]);
        expect(senders()).toEqual([`pulumi-modelarts/${version}`]);
        const after = await jobsByName(stack);
        for (const [name, { outputs }] of Object.entries(before)) {
            expect(after[name]?.outputs).toMatchObject({ ...outputs });
        }
    }, 240_000);

    it("shows what was done outside, and updates in place, wherever its folder was moved", async () => {
        const { running, stopped } = await jobsByName(stack);
        const moved = `${stack.folder}-elsewhere`;
        await rename(stack.folder, moved);
        stack.folder = moved;
        await rm(path.join(moved, "node_modules"), { recursive: true });
        await install();
        ok(await stack.pulumi(["stack", "select", "dev"]));
        service.moveJob(stopped?.id ?? "", 8);
        await stack.write(jobs(adopted, "second"));
        ok(await stack.pulumi(["up", "--yes", "--refresh"]));
        expect(writeCalls(service, running?.id)).toEqual(["update"]);
        expect(writeCalls(service, stopped?.id)).toEqual(["stop"]);
        expect(writeCalls(service).length).toBe(2);
        expect((await jobsByName(stack))["running"]?.outputs).toMatchObject({ description: "second" });
    }, 240_000);

    it("is destroyed without its program, as each job's policy says", async () => {
        const { running, stopped, asItIs } = await jobsByName(stack);
        ok(await stack.destroy());
        expect(await jobsIn(stack)).toEqual([]);
        expect(writeCalls(service, running?.id)).toEqual(["stop", "delete"]);
        expect(writeCalls(service, stopped?.id)).toEqual(["delete"]);
        expect(service.jobs.map(({ id, statusName }) => [id, statusName]).sort()).toEqual(
            [
                [asItIs?.id, "KILLED"],
                [adopted, "KILLED"],
            ].sort(),
        );
    }, 60_000);
});
