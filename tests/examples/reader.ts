import path from "node:path";
import { readDocument } from "../../tools/docs/markdown";
import { type Command, commandsOf } from "../../tools/docs/shell";
import { Walk } from "../docs/walk";
import { ok } from "../../tools/engine/project";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { packed } from "../../tools/package/packed";

/**
 * Somebody who does what the README of an example says, block by block, in a copy of the example outside of this
 * repository. The package is the one that `npm pack` gives, installed.
 */
export class Reader {
    private constructor(
        readonly walk: Walk,
        /** The blocks that are still to be done. */
        private readonly blocks: (readonly Command[])[],
    ) {}

    /**
     * `modules`: see `FolderOptions`; left out, the installed package. `global`: none, and the plugin is on PATH as
     * `npm install --global` puts it there.
     */
    static async start(example: string, modules?: null | "global"): Promise<Reader> {
        const { blocks } = readDocument(`examples/${example}/README.md`);
        const installed = modules === null ? null : (await packed()).modules;
        const place = { example, modules: modules === "global" ? null : installed };
        const walk = await Walk.start(await makeProjectFolder(place));
        const { env } = walk.project;
        if (installed !== null && modules === "global") {
            const bin = path.join(installed, ".bin");
            env["PATH"] = [bin, env["PATH"]].join(path.delimiter);
            walk.means("/usr/local/bin", bin);
        }
        // The first `pulumi up` asks before it does something, as at home.
        walk.previews = true;
        return new Reader(walk, blocks.filter(({ language }) => language === "bash").map(commandsOf));
    }

    /** Does the next block of commands. Throws where one does not succeed. */
    async next(): Promise<void> {
        const [block] = this.blocks.splice(0, 1);
        if (block === undefined) throw new Error("The README has no further commands.");
        for (const command of block) {
            if (command.text === "npm test") ok(await this.walk.command("npm", ["test"]));
            else await this.walk.run(command);
            if (/^pulumi (up|preview)$/.test(command.text)) this.walk.previews = false;
        }
    }

    /** One more `pulumi up` changes nothing: neither in the stack nor in the service. */
    async unchanged(): Promise<void> {
        const before = this.acts();
        ok(await this.walk.project.up("--expect-no-changes"));
        expect(this.acts()).toEqual(before);
    }

    /** The names of the statuses, by the names of the jobs. */
    jobs(): Record<string, string> {
        return Object.fromEntries(this.walk.service.jobs.map(({ name, statusName }) => [name, statusName]));
    }

    /** The calls so far that change something, such as `stop 8992`, and `create` alone. */
    acts(): string[] {
        return this.walk.service.requests
            .filter(({ call }) => /^(create|update|stop|restart|delete)$/.test(call))
            .map(({ call, jobId }) => (jobId === undefined ? call : `${call} ${jobId}`));
    }

    /** Every command of the README has been done. */
    expectEnd(): void {
        expect(this.blocks.flat().map(({ text }) => text)).toEqual([]);
    }

    close(): Promise<void> {
        return this.walk.close();
    }
}
