import { programOf } from "../../support/programs";
import type { Edit } from "./edits";
import { argumentsOf, applyChange, ofNewJob, optionsOf, resourceName, type Slot } from "./slot";

/** Whom a change of the program asks about jobs. */
export interface Jobs {
    /** A new job of somebody else. */
    foreign(runs: boolean): string;
    /** The job that the state has for a resource. */
    of(resource: string): string | undefined;
    /** The resource goes: a person looks after what the runs before have told of it. */
    leave(number: number): void;
}

const most = 6;
/** A change of these may need another job. */
const mayNeedNew = [...ofNewJob, "deletionPolicy"];

/** What is declared now. */
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
        if (edit.edit === "make") this.add({ made: edit.job });
        else if (edit.edit === "take over")
            this.add({ taken: { ...edit.job, id: this.jobs.foreign(edit.runs) } });
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

    private changed(slot: Slot, edit: Exclude<Edit, { edit: "make" | "take over" | "remove" }>): Slot {
        switch (edit.edit) {
            case "change":
                this.replacing ||= mayNeedNew.some((name) => name in edit.change);
                return applyChange(slot, edit.change);
            case "take another":
                if (slot.taken === undefined) return slot;
                this.replacing = true;
                return { ...slot, taken: { ...slot.taken, id: this.jobs.foreign(edit.runs) } };
            case "rename":
                this.jobs.leave(slot.number);
                if (edit.alias) return { ...slot, names: [...slot.names, `${resourceName(slot)}x`] };
                return { ...slot, ...this.called() };
            case "hand over": {
                const id = this.jobs.of(resourceName(slot));
                if (id === undefined) return slot;
                this.jobs.leave(slot.number);
                return { ...this.called(), taken: { ...edit.job, id } };
            }
        }
    }

    /** Whether the last changes may have made a resource one that is to be replaced. */
    get mayReplace(): boolean {
        return this.replacing;
    }

    /** Everything is as it is declared. */
    arrived(): void {
        this.replacing = false;
    }

    /** A job that was taken over and that there is no more cannot be declared: a person takes another one. */
    mend(exists: (id: string) => boolean): void {
        for (const slot of this.slots) {
            if (slot.taken === undefined || exists(slot.taken.id)) continue;
            this.replacing = true;
            this.replace(slot, { ...slot, taken: { ...slot.taken, id: this.jobs.foreign(true) } });
        }
    }

    private called(): Pick<Slot, "number" | "names" | "renamed"> {
        const number = ++this.count;
        return { number, names: [`r${number}`], renamed: 0 };
    }

    private add(what: Pick<Slot, "made" | "taken">): void {
        if (this.slots.length < most) this.slots = [...this.slots, { ...this.called(), ...what }];
    }

    private replace(old: Slot, slot: Slot): void {
        this.slots = this.slots.map((one) => (one === old ? slot : one));
    }
}
