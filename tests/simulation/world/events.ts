import type { Moment } from "../history/model";
import type { CallGate } from "./callGate";

interface Event {
    readonly when: Moment;
    readonly happen: () => unknown;
    /** Moments in which a call of its kind was under way. */
    momentCount: number;
}

/** What happens once in the course of one operation. */
export class Events {
    private readonly events: Event[] = [];

    constructor(private readonly gate: CallGate) {}

    add(when: Moment, happen: () => unknown): void {
        this.events.push({ when, happen, momentCount: 0 });
    }

    /** Returns what happens at this moment of the operation, one after the other. */
    takeDue(moment: number): (() => unknown) | undefined {
        const index = this.events.findIndex((event) => this.isDue(event, moment));
        return index < 0 ? undefined : this.events.splice(index, 1)[0]?.happen;
    }

    private isDue(event: Event, moment: number): boolean {
        const { when } = event;
        if ("after" in when) return moment >= when.after;
        const isUnderWay = this.gate.runningCalls.some(({ method }) => method === when.during);
        return isUnderWay && event.momentCount++ >= (when.moments ?? 0);
    }
}
