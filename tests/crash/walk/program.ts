import { programOf } from "../../support/programs";
import type { Edit } from "./edits";
import { argumentsOf, applyChange, ofNewJob, optionsOf, resourceName, type Slot } from "./slot";

/** The jobs that a change of the program needs. */
export interface Jobs {
    /** Makes a foreign job, and gives its ID. */
    foreign(runs: boolean): string;
    /** The ID of the resource's job in the state. */
    of(resource: string): string | undefined;
    /** Its resource is removed: a person deletes the unconfirmed jobs of it. */
    leave(number: number): void;
}

const most = 6;
/** A change of these may replace the job. */
const mayNeedNew = [...ofNewJob, "deletionPolicy"];

/** The resources that are declared now. */
export class Program {
    slots: readonly Slot[] = [];
    private count = 0;
    private replacing = false;

    constructor(private readonly jobs: Jobs) {}

    text(): string {
        return programOf(
            Object.fromEntries(
                this.slots.map((slot) => [resourceName(slot), [argumentsOf(slot), optionsOf(slot)]]),
            ),
        );
    }

    apply(edit: Edit): void {
        if (edit.edit === "create") this.add({ created: edit.job });
        else if (edit.edit === "adopt")
            this.add({ adopted: { ...edit.job, id: this.jobs.foreign(edit.runs) } });
        else {
            const slot = this.slots[edit.pick % this.slots.length];
            if (slot === undefined) return;
            if (edit.edit !== "remove") this.replace(slot, this.changed(slot, edit));
            else if (this.slots.length > 1) {
                this.jobs.leave(slot.number);
                this.slots = this.slots.filter((one) => one !== slot);
            }
        }
    }

    private changed(slot: Slot, edit: Exclude<Edit, { edit: "create" | "adopt" | "remove" }>): Slot {
        switch (edit.edit) {
            case "change":
                this.replacing ||= mayNeedNew.some((name) => name in edit.change);
                return applyChange(slot, edit.change);
            case "adopt another":
                if (slot.adopted === undefined) return slot;
                this.replacing = true;
                return { ...slot, adopted: { ...slot.adopted, id: this.jobs.foreign(edit.runs) } };
            case "rename":
                this.jobs.leave(slot.number);
                if (edit.alias) return { ...slot, names: [...slot.names, `${resourceName(slot)}x`] };
                return { ...slot, ...this.called() };
            case "transfer": {
                const id = this.jobs.of(resourceName(slot));
                if (id === undefined) return slot;
                this.jobs.leave(slot.number);
                return { ...this.called(), adopted: { ...edit.job, id } };
            }
        }
    }

    /** Whether the last changes may replace a job. */
    get mayReplace(): boolean {
        return this.replacing;
    }

    /** Call after a successful `up`. */
    arrived(): void {
        this.replacing = false;
    }

    /** A deleted job cannot be adopted: the program adopts another one in its place. */
    mend(exists: (id: string) => boolean): void {
        for (const slot of this.slots) {
            if (slot.adopted === undefined || exists(slot.adopted.id)) continue;
            this.replacing = true;
            this.replace(slot, { ...slot, adopted: { ...slot.adopted, id: this.jobs.foreign(true) } });
        }
    }

    private called(): Pick<Slot, "number" | "names" | "renamed"> {
        const number = ++this.count;
        return { number, names: [`r${number}`], renamed: 0 };
    }

    private add(what: Pick<Slot, "created" | "adopted">): void {
        if (this.slots.length < most) this.slots = [...this.slots, { ...this.called(), ...what }];
    }

    private replace(old: Slot, slot: Slot): void {
        this.slots = this.slots.map((one) => (one === old ? slot : one));
    }
}
