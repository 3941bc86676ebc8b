import type { Clock } from "./clock";
import { isModelArtsError, type ModelArtsError, transientErrors } from "./errors";
import { type Limits, withinLimits } from "./limits";

/**
 * A task whose result all callers share, also while it runs. Each caller keeps its own limits: where its signal aborts or
 * its deadline passes, it ends, and the task goes on for the others. The task ends when its last caller has. After an
 * error the next caller begins it again.
 */
export class SharedTask<T> {
    private current: Run<T> | undefined;

    /**
     * `task` gets the limits of all its callers together. `timeoutError` is for a caller whose deadline passes while the
     * task goes on for others, or while its request is under way.
     */
    constructor(
        private readonly clock: Clock,
        private readonly task: (limits: Limits) => Promise<T>,
        private readonly timeoutError: () => ModelArtsError,
    ) {}

    async run(limits: Limits = {}): Promise<T> {
        for (;;) {
            limits.signal?.throwIfAborted();
            const run = (this.current ??= new Run(this.task));
            try {
                return await this.join(run, limits);
            } catch (error) {
                if (run.hasFailed && this.current === run) this.current = undefined;
                if (!run.hasFailed || !run.hasEndedForOthers(limits, error)) throw error;
            }
        }
    }

    /** Forgets the result: the next caller begins the task again. */
    reset(): void {
        this.current = undefined;
    }

    /** Settles with the task, or rejects where the limits of this caller end its wait. */
    private async join(run: Run<T>, limits: Limits): Promise<T> {
        if (run.hasSucceeded) return run.result;
        run.add(limits);
        try {
            return await withinLimits(run.result, limits, this.clock, this.timeoutError);
        } finally {
            run.remove(limits);
        }
    }
}

/** One run of a shared task. */
class Run<T> {
    readonly result: Promise<T>;
    hasSucceeded = false;
    hasFailed = false;
    private readonly callers = new Set<Limits>();
    private readonly controller = new AbortController();
    /** The deadline that the task has read last. */
    private lastDeadline = Infinity;

    constructor(task: (limits: Limits) => Promise<T>) {
        const readDeadline = (): number | undefined => {
            const deadlines = [...this.callers].map(({ deadline = Infinity }) => deadline);
            this.lastDeadline = Math.max(...deadlines);
            return this.lastDeadline;
        };
        const { signal } = this.controller;
        // The first caller is counted before the task reads the deadline.
        this.result = Promise.resolve().then(() =>
            task({
                signal,
                get deadline() {
                    return readDeadline();
                },
                onRetry: (error) => {
                    for (const { onRetry } of this.callers) onRetry?.(error);
                },
            }),
        );
        this.result.then(
            () => (this.hasSucceeded = true),
            () => (this.hasFailed = true),
        );
    }

    add(limits: Limits): void {
        this.callers.add(limits);
    }

    /** Without a caller the task begins nothing further. */
    remove(limits: Limits): void {
        this.callers.delete(limits);
        if (this.callers.size === 0 && !this.hasSucceeded && !this.hasFailed)
            this.controller.abort(new Error("Every caller of this task has ended"));
    }

    /** Returns whether the task has failed since the limits of other callers ended it, and not these ones. */
    hasEndedForOthers({ deadline = Infinity }: Limits, error: unknown): boolean {
        return (
            this.controller.signal.aborted ||
            (this.lastDeadline < deadline && isModelArtsError(error, ...transientErrors))
        );
    }
}
