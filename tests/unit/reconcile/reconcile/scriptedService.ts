import { type FailureKind, isFailure, ModelArtsFailure } from "../../../../provider/src/modelarts/errors";
import type { Job, Jobs } from "../../../../provider/src/modelarts/job";
import { statusOf } from "../../../../provider/src/modelarts/status";
import { type Journey, reach, type World } from "../../../../provider/src/reconcile/reconcile";

/** What a look shows: a status, or what it fails with. */
export type Look = number | FailureKind;
/** What an act is answered with. */
export type AnswerToAct = "taken" | FailureKind;
export type Act = "stop" | "restart" | "delete";

export interface Script {
    /** One for each look; the last one stays. */
    readonly looks: readonly Look[];
    /** One for each act, in the order in which they come; after that all are taken. */
    readonly answers?: readonly AnswerToAct[];
    /** Milliseconds that every call takes. */
    readonly callMs?: number;
}

export interface Course {
    /** What was called, in order: `9` for a look that showed it, `gone` for one that failed so, `stop` for an act. */
    readonly calls: readonly (Look | Act)[];
    readonly acts: readonly Act[];
    /** When it ended, in milliseconds after it began. */
    readonly endedAt: number;
    readonly pauses: readonly number[];
    readonly job?: Job | undefined;
    readonly failure?: ModelArtsFailure;
}

export const id = "8992";
export const limitAdvice = "Raise the limit.";
const begin = Date.UTC(2024, 0, 31);

export function job(status: number): Job {
    return { id, name: "board", status: statusOf(status) };
}

function failure(kind: FailureKind): ModelArtsFailure {
    return new ModelArtsFailure({
        kind,
        attempted: "do as the script says",
        because: `the script says ${kind}`,
        maybeDone: ["network", "timeout", "service"].includes(kind),
    });
}

/** Lets the core walk to a goal against a service that follows a script, by a clock that moves when it is waited for. */
export async function walk(
    script: Script,
    journey: Partial<Journey> & Pick<Journey, "goal">,
    { seen, ...world }: Partial<World> & { readonly seen?: number } = {},
): Promise<Course> {
    let now = begin;
    const calls: (Look | Act)[] = [];
    const acts: Act[] = [];
    const pauses: number[] = [];
    let looks = 0;

    const look = (): Job => {
        now += script.callMs ?? 0;
        const shown = script.looks[Math.min(looks++, script.looks.length - 1)] ?? "gone";
        calls.push(shown);
        if (typeof shown === "number") return job(shown);
        throw failure(shown);
    };
    const act = (name: Act) => (): Promise<void> => {
        now += script.callMs ?? 0;
        const answer = script.answers?.[acts.length] ?? "taken";
        calls.push(name);
        acts.push(name);
        return answer === "taken" ? Promise.resolve() : Promise.reject(failure(answer));
    };
    const unscripted = () => {
        throw new Error("The core has no business with this call");
    };
    const jobs: Jobs = {
        get: () =>
            new Promise((resolve) => {
                resolve(look());
            }),
        stop: act("stop"),
        restart: act("restart"),
        delete: act("delete"),
        create: unscripted,
        update: unscripted,
        list: unscripted,
    };
    const clock = {
        now: () => now,
        sleep: (ms: number) => {
            // Else a walk that goes in circles would never end.
            if (!(ms > 0)) throw new Error(`A pause of ${ms} ms is none`);
            pauses.push(ms);
            now += ms;
            return Promise.resolve();
        },
    };
    const { limitMs = 900_000 } = journey;
    const way = { limitMs, deadline: begin + limitMs, limitAdvice, ...journey };
    const outcome = await reach(
        id,
        way,
        { jobs, clock, ...world },
        seen === undefined ? undefined : job(seen),
    ).then(
        (reached) => ({ job: reached }),
        (error: unknown) => {
            if (!isFailure(error)) throw error;
            return { failure: error };
        },
    );
    return { calls, acts, pauses, endedAt: now - begin, ...outcome };
}
