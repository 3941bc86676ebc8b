import {
    type Command,
    foreignIds,
    type ProgramModel,
    type RunCommand,
    type RunOptions,
    type StateCommand,
    type Workplace,
} from "./model";
import { ProgramEdits, resourceNames } from "./programEdits";
import type { SeededRandom } from "../world/seededRandom";
import { drawConditions, drawService, drawWorkplaces } from "./surroundings";

/** Draws the steps of a history: programs that change as people change them, commands, and changes in the console. */
export class HistoryGenerator {
    private model: ProgramModel = { resources: [] };
    /** An odd command is often followed by another one. */
    private isOdd = false;
    private service: Command | undefined;
    private readonly edits: ProgramEdits;
    private readonly workplaces: readonly Workplace[];

    constructor(private readonly random: SeededRandom) {
        this.edits = new ProgramEdits(random);
        this.service = drawService(random);
        this.workplaces = drawWorkplaces(random);
    }

    next(): Command {
        const { random, service } = this;
        if (service !== undefined) {
            this.service = undefined;
            return service;
        }
        if (random.chance(this.isOdd ? 0.3 : 0.75)) {
            const count = 1 + random.below(2);
            for (let i = 0; i < count; i++) this.model = this.edits.edit(this.model);
        }
        const name = random.pick(resourceNames);
        const state = (edit: StateCommand["edit"]) => (): Command => ({
            kind: "state",
            edit,
            of: name,
            ...(edit === "rename" && { to: random.pick(resourceNames) }),
            ...this.from(),
        });
        const command = random.pickWeighted<() => Command>([
            [50, () => this.run("up", {})],
            [8, () => this.run("up", { refresh: true })],
            [4, () => this.run("up", { refresh: true, runProgram: true })],
            [6, () => this.run("up", { replace: [name] })],
            [4, () => this.run("up", { target: [name], targetDependents: random.chance(0.5) })],
            [2, () => this.run("up", { targetReplace: [name] })],
            [2, () => this.run("up", { continueOnError: true })],
            [4, () => this.run("preview", {})],
            [5, () => this.run("refresh", {})],
            [2, () => this.run("refresh", { runProgram: true })],
            [2, () => this.run("destroy", {})],
            [2, () => this.run("destroy", { target: [name] })],
            [4, state("taint")],
            [1, state("untaint")],
            [1, state("delete")],
            [1, state("rename")],
            [1, state("move")],
            [1, state("protect")],
            [1, state("unprotect")],
            [5, () => this.changeInConsole(name)],
            [1, () => this.import(name)],
        ])();
        this.isOdd = !(command.kind === "up" && Object.keys(command.options).length === 1);
        return command;
    }

    private run(kind: RunCommand["kind"], options: Omit<RunOptions, "parallel">): Command {
        const { random } = this;
        return {
            kind,
            program: this.model,
            options: { parallel: random.pick([1, 4]), ...options },
            ...drawConditions(random),
            ...this.from(),
        };
    }

    private from(): { readonly from?: Workplace } {
        const from = this.random.pick(this.workplaces) ?? {};
        return Object.keys(from).length === 0 ? {} : { from };
    }

    private changeInConsole(name: string): Command {
        const action = this.random.pick(["stop", "restart", "delete"] as const);
        const job = this.random.chance(0.3)
            ? { foreign: this.random.below(foreignIds.length) }
            : { jobOf: name };
        return { kind: "console", action, job };
    }

    /** Imports a job, perhaps that of an interrupted create. The program has its resource from the next command on. */
    private import(name: string): Command {
        const { resources } = this.model;
        const job = this.random.chance(0.5)
            ? { foreign: this.random.below(foreignIds.length) }
            : { jobOf: this.random.pick(resourceNames) };
        if (!resources.some((each) => each.name === name))
            this.model = { ...this.model, resources: [...resources, { name, adopt: job, protect: true }] };
        return { kind: "import", name, job, ...this.from() };
    }
}
