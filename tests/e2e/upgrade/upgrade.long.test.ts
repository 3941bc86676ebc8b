import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { emulatorConfig } from "../../../tools/engine/emulatorConfig";
import { createProject, ok, type PulumiProject } from "../../../tools/engine/project";
import { json } from "../../../tools/engine/projectFolder";
import { npm } from "../../../tools/package/npm";
import { packPackage } from "../../../tools/package/packed";
import { dynamicProvider, providerPlugin, type TestedProvider } from "../../../tools/engine/providers";
import { JobAudit } from "../../support/jobAudit";
import { jobsIn, quickSettings, writeRequests } from "../../support/testStack";
import { writeCalls, jobsByName, programOf } from "../../support/programs";
import { root } from "../../../tools/repository";

/** The packages that made stacks which still have to work; the README of this folder says where they come from. */
const origins = [
    { package: "first-version.tgz", provider: dynamicProvider, userAgent: /^axios\// },
    { package: "flat-layout.tgz", provider: dynamicProvider, userAgent: /^pulumi-modelarts\/0\.1\.0$/ },
    { package: "flat-layout.tgz", provider: providerPlugin, userAgent: /^pulumi-modelarts\/0\.1\.0$/ },
] as const;

/** The resource of the plugin in a program that has no SDK. */
const pluginResource = `class VisualizationJob extends pulumi.CustomResource {
    constructor(name: string, args: object, options: pulumi.CustomResourceOptions) {
        super("${providerPlugin.type}", name, { visualizationId: undefined, ...args }, options);
    }
}`;
/** The manifest of a program that uses the plugin of the installed package. */
const pluginManifest = {
    plugins: { providers: [{ name: "modelarts", path: "node_modules/pulumi-modelarts" }] },
};

interface Manifest {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
}

async function manifest(folder: string): Promise<Manifest> {
    return JSON.parse(await readFile(path.join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** Writes a program with a job of each kind; the description of the first one changes later. */
const jobs = (provider: TestedProvider, adoptedId: string, description: string): string => {
    const program = programOf({
        running: `{ trainUrl: "obs://experiments/a", state: "running", description: "${description}" }`,
        stopped: `{ trainUrl: "/experiments/b/", state: "stopped", name: "quiet", autoStopHours: 4 }`,
        asItIs: `{ trainUrl: "/experiments/c", deletionPolicy: "stop" }`,
        adopted: `{ visualizationId: "${adoptedId}", state: "running" }`,
    });
    return provider === providerPlugin
        ? program.replace(/^import \{ VisualizationJob \}.*$/m, pluginResource)
        : program;
};

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(origins)("a stack of $package (by the $provider.name)", (origin) => {
    const { provider } = origin;
    let service: Emulator;
    let stack: PulumiProject;
    let adoptedId = "";

    const install = (...what: string[]) => npm(stack.folder, "install", "--no-package-lock", ...what);

    /** Returns the User-Agent headers of the requests: the first version sends the one of axios. */
    const senders = (): string[] => [
        ...new Set(service.requests.map(({ headers }) => headers["user-agent"] ?? "")),
    ];

    beforeAll(async () => {
        service = await startEmulator({ boot: 0.3, stop: 0.3 });
        const { config, secrets } = emulatorConfig(service.info);
        const { configKey } = await provider.projectOptions();
        adoptedId = service.makeJob({ name: "shared", status: 12 }).id;
        stack = await createProject({
            program: jobs(provider, adoptedId, "first"),
            ...(provider === providerPlugin && { manifest: pluginManifest, configKey }),
            config: { ...config, ...quickSettings },
            secrets,
        });
        JobAudit.attach(service, stack);
        const { dependencies } = await manifest("examples/tensorboard");
        await rm(path.join(stack.folder, "node_modules"));
        await stack.write(
            json({
                name: "test",
                private: true,
                main: "index.ts",
                dependencies: {
                    ...dependencies,
                    "pulumi-modelarts": `file:${path.join(__dirname, origin.package)}`,
                },
                devDependencies: { "ts-node": "^10.9.2", typescript: "^5.9.3" },
            }),
            "package.json",
        );
        await install();
        ok(await stack.up());
        expect(senders()).toEqual([expect.stringMatching(origin.userAgent)]);
    }, 240_000);

    beforeEach(() => {
        service.clearRequests();
    });

    afterAll(async () => {
        await stack.remove();
        await service.close();
    }, 60_000);

    it("has no change with the newest package, which sends the requests", async () => {
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

    it("shows external changes, and updates in place, in a folder that was moved", async () => {
        const { running, stopped } = await jobsByName(stack);
        const newFolder = `${stack.folder}-elsewhere`;
        await rename(stack.folder, newFolder);
        stack.folder = newFolder;
        ok(await stack.pulumi(["stack", "select", "dev"]));
        service.moveJob(stopped?.id ?? "", 8);
        await stack.write(jobs(provider, adoptedId, "second"));
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
                [adoptedId, "KILLED"],
            ].sort(),
        );
    }, 60_000);
});
