import { orAborted } from "../modelarts/abort";
import type { Clock } from "../modelarts/clock";
import { isFailure, type JobRef, ModelArtsFailure, nameOf, passingTrouble } from "../modelarts/errors";
import type { Job, WatchedJobs } from "../modelarts/job";
import type { Phase } from "../modelarts/status";
import { type Act, type Asked, decide, type Goal } from "./decide";
import { pause, pollStep, untilBeat } from "./poll";

export interface World {
    readonly jobs: Pick<WatchedJobs, "get" | Act>;
    readonly clock: Clock;
    /** Left out: from 1 s growing to 5 s. */
    readonly pollIntervalMs?: number | undefined;
    /** Where in time the beats of this process are, so that several processes do not look at the same moments. */
    readonly phaseMs?: number | undefined;
    /** Asked before every act: whether the job has become somebody else's concern, and is to be left as it is. */
    readonly relinquished?: (() => boolean) | undefined;
    /** Called for every look at a job. */
    readonly onLook?: ((job: Job, goal: Goal) => void) | undefined;
}

export interface Journey {
    readonly goal: Goal;
    /** How long all of it may take, and when that is over (milliseconds since 1970). */
    readonly limitMs: number;
    readonly deadline: number;
    /** How that limit is raised, for the sentence of a failure. */
    readonly limitAdvice: string;
    /** The job has just been made: it is on its way up by that. */
    readonly created?: boolean | undefined;
    /** Ask, and do not wait for it to be done. */
    readonly skipAwait?: boolean | undefined;
    /** Ends the wait, and leaves the job on its way. What is being asked for is not broken off. */
    readonly cancelled?: AbortSignal | undefined;
}

/** The same refusal in the same status, this often, is an answer. */
const refusalLimit = 3;

/** What was seen this short a time ago, by whomever, is as good as a look. */
const firstLookAgeMs = 1000;

/**
 * Brings a job to its goal: observe (or take what was just `seen`), decide, act, wait. Acts only where the job is not
 * there yet, never asks twice for what was accepted, and resolves with the job as last seen (`undefined`: there is none).
 * Rejects with kind `gone` where the job vanished from under the goal, `wait` where it failed or the limit passed.
 */
export async function reach(
    id: string,
    journey: Journey,
    world: World,
    seen?: Job,
): Promise<Job | undefined> {
    return new Walk(id, journey, world).go(seen);
}

class Walk {
    private seen: Job | undefined;
    private asked: Asked | undefined;
    private refused: { readonly act: Act; readonly status: number; readonly times: number } | undefined;
    private trouble: ModelArtsFailure | undefined;
    private lostAct: ModelArtsFailure | undefined;

    constructor(
        private readonly id: string,
        private readonly journey: Journey,
        private readonly world: World,
    ) {
        if (journey.created === true) this.asked = { act: "create", from: "gone", moved: false, looks: 0 };
    }

    async go(first?: Job): Promise<Job | undefined> {
        this.seen = first;
        const { clock, pollIntervalMs, phaseMs = 0 } = this.world;
        const began = clock.now();
        const rest = (): Promise<boolean> => {
            const now = clock.now();
            const step = pollStep(now - began, pollIntervalMs);
            return pause(clock, untilBeat(now, step, phaseMs), this.deadline, this.journey.cancelled);
        };
        // What has just been made has just been seen.
        if (this.journey.created === true && !(await rest())) throw this.outOfTime();
        for (let look = 0; ; look++) {
            if (this.isCancelled()) throw this.leftAlone();
            const job = look === 0 && first !== undefined ? first : await this.observe(look === 0);
            if (job !== "unseen") {
                const { step, why } = decide(this.journey.goal, job?.status.phase ?? "gone", this.asked);
                if (step === "done") return job;
                if (step === "lost") throw this.lost(job, why);
                if (step !== "wait" && this.world.relinquished?.() === true) return job;
                if (step !== "wait") await this.act(step, job as Job);
                if (this.journey.skipAwait === true && this.onItsWay(step)) return await this.last(job);
            }
            if (!(await rest())) throw this.outOfTime();
        }
    }

    /** Trouble at the first look is the caller's to know; later it may pass. */
    private async observe(first: boolean): Promise<Job | undefined | "unseen"> {
        try {
            const how = first ? { maxAgeMs: firstLookAgeMs } : { passing: true };
            const look = this.world.jobs.get(this.id, { deadline: this.deadline, ...how });
            const job = await orAborted(look, this.journey.cancelled);
            this.world.onLook?.(job, this.journey.goal);
            this.trouble = undefined;
            this.seen = job;
            if (this.asked !== undefined) {
                const moved = this.asked.moved || job.status.phase !== this.asked.from;
                this.asked = { ...this.asked, moved, looks: this.asked.looks + 1 };
            }
            return job;
        } catch (error) {
            if (this.isCancelled()) throw this.leftAlone();
            if (isFailure(error, "gone")) return undefined;
            if (first || !isFailure(error, ...passingTrouble)) throw error;
            this.trouble = error;
            return "unseen";
        }
    }

    private async act(act: Act, job: Job): Promise<void> {
        const { code, phase } = job.status;
        const before = this.refused?.act === act && this.refused.status === code ? this.refused.times : 0;
        // On its way somewhere, a job that refused is asked again when it got further.
        if (before > 0 && phase === "starting") return;
        try {
            await this.world.jobs[act](this.id, { deadline: this.deadline });
            this.asked = { act, from: phase, moved: false, looks: 0 };
            this.refused = undefined;
            this.lostAct = undefined;
        } catch (error) {
            if (isFailure(error, "gone")) return;
            if (isFailure(error, ...passingTrouble)) {
                // Lost on the way: the next looks show whether it was done.
                this.asked = { act, from: phase, moved: false, looks: 0, unsure: true };
                this.lostAct = error;
                return;
            }
            if (!isFailure(error, "wrong-status") || before + 1 >= refusalLimit) throw error;
            this.refused = { act, status: code, times: before + 1 };
        }
    }

    /** How it looks after what was asked; as it was before, where it cannot be seen right now. */
    private async last(before: Job | undefined): Promise<Job | undefined> {
        const job = await this.observe(false);
        return job === "unseen" ? before : job;
    }

    private onItsWay(step: "wait" | Act): boolean {
        return step === "wait" ? this.heading() : this.asked?.act === step && this.asked.unsure !== true;
    }

    private heading(): boolean {
        const towards: Record<Goal, Phase> = { running: "starting", stopped: "stopping", gone: "stopping" };
        return this.seen?.status.phase === towards[this.journey.goal];
    }

    private get deadline(): number {
        return this.journey.deadline;
    }

    private get subject(): JobRef {
        return { id: this.id, name: this.seen?.name };
    }

    private get attempted(): string {
        const verbs: Record<Goal, string> = { running: "start", stopped: "stop", gone: "delete" };
        return `${verbs[this.journey.goal]} ${nameOf(this.subject)}`;
    }

    private lost(job: Job | undefined, why: string): ModelArtsFailure {
        if (job === undefined) {
            return new ModelArtsFailure({
                kind: "gone",
                attempted: this.attempted,
                because: "the service has no such job (any more)",
                advice: "Run `pulumi refresh`, so that the state follows.",
                job: this.subject,
            });
        }
        return new ModelArtsFailure({
            kind: "wait",
            attempted: this.attempted,
            because: `its status is ${job.status.name} (${job.status.code}): ${why}`,
            advice: "Look at the job's log in the ModelArts console; the next `pulumi up` restarts it.",
            job: this.subject,
        });
    }

    private isCancelled(): boolean {
        return this.journey.cancelled?.aborted === true;
    }

    private get lastStatus(): string {
        const status = this.seen?.status;
        return status === undefined ? "no status" : `${status.name} (${status.code})`;
    }

    private leftAlone(): ModelArtsFailure {
        return new ModelArtsFailure({
            kind: "wait",
            attempted: this.attempted,
            because: `the run was cancelled; the last look at the job showed ${this.lastStatus}`,
            advice: "The job stays in the state, and goes on with what it was asked for. The next run looks at it.",
            job: this.subject,
        });
    }

    private outOfTime(): ModelArtsFailure {
        const trouble = [
            this.lostAct && `; it could not be asked for it: ${this.lostAct.because}`,
            this.trouble && `; the last look failed: ${this.trouble.because}`,
        ].join("");
        return new ModelArtsFailure({
            kind: "wait",
            attempted: this.attempted,
            because: `after ${this.journey.limitMs / 1000} s its status is ${this.lastStatus}, not ${this.journey.goal}${trouble}`,
            advice: `The job stays in the state, and the next run goes on waiting. ${this.journey.limitAdvice}`,
            job: this.subject,
        });
    }
}
