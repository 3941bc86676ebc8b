import { foreignIds, type ModelResource, type ProgramModel } from "./model";
import type { SeededRandom } from "../world/seededRandom";

export const resourceNames = ["a", "b", "c", "d"] as const;
const maxResources = 4;

/** Draws changes of a program, as people make them. */
export class ProgramEdits {
    /** What the programs of this history do more often than others. */
    private readonly style: "usual" | "locations" | "hand over";

    constructor(private readonly random: SeededRandom) {
        this.style = random.pickWeighted([
            [8, "usual"],
            [1, "locations"],
            [1, "hand over"],
        ]);
    }

    edit(model: ProgramModel): ProgramModel {
        const { random } = this;
        const { resources } = model;
        const [one, other] = [random.pick(resources), random.pick(resources)];
        const free = resourceNames.filter((name) => !resources.some((resource) => resource.name === name));
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
            // With an alias this is a rename. Without one it is another resource for the engine.
            [2, () => (name === undefined ? model : change({ name, alias: one.name }))],
            [1, () => (name === undefined ? model : change({ name }))],
            [1, () => change({ alias: random.pick(resourceNames) })],
            // The job is handed to another resource, or is adopted by its own.
            [
                3,
                () => {
                    if (name === undefined) return model;
                    const state = random.pick(["running", undefined] as const);
                    const taker = { name, adopt: { jobOf: one.name }, ...(state && { state }) };
                    return { ...model, resources: this.insert(without, { ...taker, ...this.someOptions() }) };
                },
            ],
            [0.3, () => change({ adopt: { jobOf: one.name } })],
            [0.5, () => change({ adopt: { jobOf: other.name } })],
            [1, () => change({ adopt: { foreign: random.below(foreignIds.length) } })],
            [
                this.style === "usual" ? 2 : 10,
                () => (one === other ? model : this.handOver(model, one, other)),
            ],
            [1, () => (one.adopt === undefined ? change({ jobName: `named-${one.name}` }) : model)],
            [2, () => (one === other ? model : this.swap(model, one, other))],
            [2, () => change(this.someOptions())],
            [1, () => change({ parent: one.parent !== true })],
            [1, () => change({ explicitProvider: random.pick([true, false, "elsewhere"]) })],
            [
                1,
                () =>
                    one === other || other.dependsOn === one.name ? model : change({ dependsOn: other.name }),
            ],
            [1, () => (one === other ? model : change({ deletedWith: other.name }))],
            [1, () => (one === other ? model : change({ replaceWith: other.name }))],
            [1, () => change({ location: random.pick(["home", "project", "region"]) })],
            [0.5, () => change({ secret: true, description: "third" })],
            [1, () => ({ ...model, allStopped: model.allStopped !== true })],
        ])();
    }

    private newResource(name: string): ModelResource {
        const { random } = this;
        const state = random.pick(["running", "running", "stopped", undefined] as const);
        const location: Partial<ModelResource> =
            this.style === "locations" && random.chance(0.6) ? { location: "project" } : {};
        const base = { name, ...(state && { state }), ...(random.chance(0.3) ? this.someOptions() : {}) };
        if (random.chance(0.4)) {
            const adopt = { foreign: random.below(foreignIds.length) };
            // This is too short to stop a job.
            const isShort = this.style === "hand over" && random.chance(0.4);
            return { ...base, ...location, adopt, ...(isShort && { timeout: 5 }) };
        }
        const jobName = random.chance(0.25) ? random.pick([`named-${name}`, "board"]) : undefined;
        return { ...base, ...location, folder: random.pick(["x", "y"]), ...(jobName && { jobName }) };
    }

    private someOptions(): Partial<ModelResource> {
        return this.random.pick<Partial<ModelResource>>([
            { explicitProvider: true },
            { protect: true },
            { retainOnDelete: true },
            { ignoreChanges: ["state"] },
            { replaceOnChanges: ["description"] },
            { deleteBeforeReplace: this.style === "usual" },
            { deletionPolicy: "stop" },
            { skipAwait: true },
            { parent: true },
            { secret: true, description: "first" },
            { timeout: 30 },
            { timeout: 2 },
            { location: "project" },
            { location: "region" },
            { explicitProvider: "elsewhere" },
        ]);
    }

    /** Lets a resource that stays give its job to another one, and get another job. */
    private handOver(model: ProgramModel, one: ModelResource, other: ModelResource): ProgramModel {
        const { random } = this;
        const depends = random.chance(0.3) && one.dependsOn === undefined ? { dependsOn: one.name } : {};
        const location = random.chance(this.style === "locations" ? 0.6 : 0.1)
            ? { location: "home" as const }
            : {};
        return {
            ...model,
            resources: model.resources.map((each): ModelResource => {
                if (each === other) return { ...other, adopt: { jobOf: one.name }, ...depends, ...location };
                if (each !== one) return each;
                return one.adopt === undefined
                    ? { ...one, folder: one.folder === "x" ? "y" : "x" }
                    : { ...one, adopt: { foreign: random.below(foreignIds.length) } };
            }),
        };
    }

    private swap(model: ProgramModel, one: ModelResource, other: ModelResource): ProgramModel {
        const swapOne = (each: ModelResource): ModelResource =>
            each === one
                ? { ...other, name: one.name }
                : each === other
                  ? { ...one, name: other.name }
                  : each;
        return { ...model, resources: model.resources.map(swapOne) };
    }

    private insert(resources: readonly ModelResource[], resource: ModelResource): readonly ModelResource[] {
        const index = this.random.below(resources.length + 1);
        return [...resources.slice(0, index), resource, ...resources.slice(index)];
    }
}
