import { type Command, foreignIds, type ModelResource, type ProgramModel, type RunOptions } from "./model";
import type { SeededRandom } from "./seededRandom";
import { networkFaults } from "./simulatedTransport";

const names = ["a", "b", "c", "d"];
const maxResources = 4;

/** Draws the steps of a history: programs that change as people change them, commands, and changes in the console. */
export class HistoryGenerator {
    private model: ProgramModel = { resources: [] };
    /** An odd command is often followed by another one. */
    private isOdd = false;

    constructor(private readonly random: SeededRandom) {}

    next(): Command {
        const { random } = this;
        if (random.chance(this.isOdd ? 0.3 : 0.75)) {
            const edits = 1 + random.below(2);
            for (let i = 0; i < edits; i++) this.model = this.edit(this.model);
        }
        const name = this.anyName();
        const command = random.pickWeighted<() => Command>([
            [50, () => this.run("up", {})],
            [8, () => this.run("up", { refresh: true })],
            [4, () => this.run("up", { refresh: true, runProgram: true })],
            [6, () => this.run("up", { replace: [name] })],
            [4, () => this.run("up", { target: [name], targetDependents: random.chance(0.5) })],
            [2, () => this.run("up", { targetReplace: [name] })],
            [4, () => this.run("up", { continueOnError: true })],
            [4, () => this.run("preview", {})],
            [5, () => this.run("refresh", {})],
            [2, () => this.run("refresh", { runProgram: true })],
            [2, () => this.run("destroy", {})],
            [2, () => this.run("destroy", { target: [name] })],
            [4, () => ({ kind: "state", edit: "taint", of: name })],
            [1, () => ({ kind: "state", edit: "untaint", of: name })],
            [1, () => ({ kind: "state", edit: "delete", of: name })],
            [1, () => ({ kind: "state", edit: "rename", of: name, to: this.anyName() })],
            [5, () => this.changeInConsole(name)],
        ])();
        this.isOdd = !(command.kind === "up" && Object.keys(command.options).length === 1);
        return command;
    }

    private run(
        kind: "up" | "preview" | "refresh" | "destroy",
        options: Omit<RunOptions, "parallel">,
    ): Command {
        const { random } = this;
        const faults = random.chance(0.2)
            ? [[0.1 + random.next() * 0.3, random.pick(networkFaults)] as const]
            : undefined;
        const how = random.pick(["cancel", "cancel twice", "kill"] as const);
        const interrupt = random.chance(0.08) ? { after: 3 + random.below(120), how } : undefined;
        return {
            kind,
            program: this.model,
            options: { parallel: random.pick([1, 4]), ...options },
            ...(faults && { faults }),
            ...(interrupt && { interrupt }),
        };
    }

    private changeInConsole(name: string): Command {
        const action = this.random.pick(["stop", "restart", "delete"] as const);
        const job = this.random.chance(0.3)
            ? { foreign: this.random.below(foreignIds.length) }
            : { jobOf: name };
        return { kind: "console", action, job };
    }

    private edit(model: ProgramModel): ProgramModel {
        const { random } = this;
        const { resources } = model;
        const [one, other] = [random.pick(resources), random.pick(resources)];
        const free = names.filter((name) => !resources.some((resource) => resource.name === name));
        const name = random.pick(free);
        if (one === undefined || other === undefined || (name !== undefined && random.chance(0.25))) {
            if (name === undefined || resources.length >= maxResources) return model;
            return { ...model, resources: this.insert(resources, this.newResource(name)) };
        }
        const change = (fields: Partial<ModelResource>): ProgramModel => ({
            ...model,
            resources: resources.map((each) => (each === one ? { ...each, ...fields } : each)),
        });
        const without = resources.filter((each) => each !== one);
        return random.pickWeighted<() => ProgramModel>([
            [4, () => change({ state: random.pick(["running", "stopped"]) })],
            [2, () => change({ description: random.pick(["first", "second", ""]) })],
            [2, () => change({ deletionPolicy: random.pick(["delete", "stop"]) })],
            [3, () => (one.adopt === undefined ? change({ folder: random.pick(["x", "y"]) }) : model)],
            [3, () => ({ ...model, resources: without })],
            // Renamed with an alias, or without: for the engine, another resource.
            [2, () => (name === undefined ? model : change({ name, alias: one.name }))],
            [1, () => (name === undefined ? model : change({ name }))],
            [1, () => change({ alias: this.anyName() })],
            // The job is handed to another resource, or is adopted by its own.
            [
                3,
                () => {
                    if (name === undefined) return model;
                    const taker = { name, adopt: { jobOf: one.name }, state: "running" as const };
                    return { ...model, resources: this.insert(without, { ...taker, ...this.someOptions() }) };
                },
            ],
            [1, () => change({ adopt: { jobOf: one.name } })],
            [1, () => change({ adopt: { jobOf: other.name } })],
            [1, () => change({ adopt: { foreign: random.below(foreignIds.length) } })],
            [2, () => (one === other ? model : this.swap(model, one, other))],
            [2, () => change(this.someOptions())],
            [1, () => change({ parent: one.parent !== true })],
            [1, () => change({ explicitProvider: one.explicitProvider !== true })],
            [
                1,
                () =>
                    one === other || other.dependsOn === one.name ? model : change({ dependsOn: other.name }),
            ],
            [1, () => ({ ...model, allStopped: model.allStopped !== true })],
        ])();
    }

    private newResource(name: string): ModelResource {
        const { random } = this;
        const state = random.pick(["running", "running", "stopped", undefined] as const);
        const base = { name, ...(state && { state }), ...(random.chance(0.3) ? this.someOptions() : {}) };
        if (random.chance(0.4)) return { ...base, adopt: { foreign: random.below(foreignIds.length) } };
        const jobName = random.chance(0.2) ? `named-${name}` : undefined;
        return { ...base, folder: random.pick(["x", "y"]), ...(jobName && { jobName }) };
    }

    private someOptions(): Partial<ModelResource> {
        return this.random.pick<Partial<ModelResource>>([
            { explicitProvider: true },
            { protect: true },
            { retainOnDelete: true },
            { ignoreChanges: ["state"] },
            { replaceOnChanges: ["description"] },
            { deleteBeforeReplace: true },
            { deletionPolicy: "stop" },
            { skipAwait: true },
            { parent: true },
        ]);
    }

    private swap(model: ProgramModel, one: ModelResource, other: ModelResource): ProgramModel {
        const renamed = (each: ModelResource): ModelResource =>
            each === one
                ? { ...other, name: one.name }
                : each === other
                  ? { ...one, name: other.name }
                  : each;
        return { ...model, resources: model.resources.map(renamed) };
    }

    private insert(resources: readonly ModelResource[], resource: ModelResource): readonly ModelResource[] {
        const index = this.random.below(resources.length + 1);
        return [...resources.slice(0, index), resource, ...resources.slice(index)];
    }

    private anyName(): string {
        return this.random.pick(names) ?? "a";
    }
}
