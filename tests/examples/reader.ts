import path from "node:path";
import { readDocument } from "../../tools/docs/markdown";
import { type Command, parseCommands } from "../../tools/docs/shell";
import { DocumentRunner } from "../support/documentRunner";
import { expectShortNames } from "../support/exampleProjects";
import { ok } from "../../tools/engine/project";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { packPackage } from "../../tools/package/packed";

/**
 * Reads the README of an example and runs its commands, block by block, in a copy of the example outside of this
 * repository, with the package that `npm pack` gives, as a user who has never run Pulumi.
 */
export class Reader {
    private constructor(
        readonly runner: DocumentRunner,
        /** The remaining blocks. */
        private readonly blocks: (readonly Command[])[],
    ) {}

    /**
     * Starts a reader. `modules` is that of `FolderOptions`; without it, the project has the installed package. With
     * `global` the project has none, and the plugin is on PATH as `npm install --global` puts it there.
     */
    static async start(example: string, modules?: null | "global"): Promise<Reader> {
        const { blocks } = readDocument(`examples/${example}/README.md`);
        const packageModules = modules === null ? null : (await packPackage()).modules;
        const folderOptions = { example, modules: modules === "global" ? null : packageModules };
        const runner = await DocumentRunner.start(await makeProjectFolder(folderOptions));
        const { env } = runner.project;
        if (packageModules !== null && modules === "global") {
            const bin = path.join(packageModules, ".bin");
            env["PATH"] = [bin, env["PATH"]].join(path.delimiter);
            runner.replace("/usr/local/bin", bin);
        }
        // The first `pulumi up` shows its preview.
        runner.showsPreview = true;
        return new Reader(runner, blocks.filter(({ language }) => language === "bash").map(parseCommands));
    }

    /** Runs the next block of commands. Throws where one fails. */
    async runNextBlock(): Promise<void> {
        const [block] = this.blocks.splice(0, 1);
        if (block === undefined) throw new Error("The README has no further commands.");
        for (const command of block) {
            if (command.text === "npm test") ok(await this.runner.command("npm", ["test"]));
            else await this.runner.run(command);
            if (command.text === "pulumi up") await expectShortNames(this.runner.project);
            if (/^pulumi (up|preview)$/.test(command.text)) this.runner.showsPreview = false;
        }
    }

    /** Checks that one more `pulumi up` changes nothing: neither in the stack nor in the service. */
    async expectUnchanged(): Promise<void> {
        const before = this.actions();
        ok(await this.runner.project.up("--expect-no-changes"));
        expect(this.actions()).toEqual(before);
    }

    /** Returns the names of the statuses, by the names of the jobs. */
    jobs(): Record<string, string> {
        return Object.fromEntries(this.runner.service.jobs.map(({ name, statusName }) => [name, statusName]));
    }

    /** Returns the calls so far that change something, such as `stop 8992`, and `create` alone. */
    actions(): string[] {
        return this.runner.service.requests
            .filter(({ call }) => /^(create|update|stop|restart|delete)$/.test(call))
            .map(({ call, jobId }) => (jobId === undefined ? call : `${call} ${jobId}`));
    }

    /** Checks that every command of the README has run, and that nothing still runs but jobs with these names. */
    async expectEnd(...jobNames: readonly string[]): Promise<void> {
        expect(this.blocks.flat().map(({ text }) => text)).toEqual([]);
        await this.runner.expectNothingLeft(...jobNames);
    }

    close(): Promise<void> {
        return this.runner.remove();
    }
}
