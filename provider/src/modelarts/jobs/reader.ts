import { rejectOnAbort } from "../abort";
import type { Clock } from "../clock";
import { describeJob, ModelArtsError } from "../errors";
import type { PollOptions } from "../job";

/** A read that begins at its deadline or shortly before it may still take this long, as a request of its own would. */
const minReadMs = 1000;

/** One read of a job. It may share requests with others, and ends by its own deadline and signal whatever they do. */
export class Reader {
    readonly deadline: number;
    readonly mayRetry: boolean;
    private readonly end = new AbortController();
    private readonly timer = new AbortController();

    constructor(
        readonly id: string,
        private readonly options: PollOptions,
        private readonly clock: Clock,
    ) {
        this.deadline = options.deadline ?? Infinity;
        this.mayRetry = options.noRetry !== true;
    }

    /** Is aborted when the time of this read is over, or by the signal of its caller. */
    get signal(): AbortSignal {
        return this.end.signal;
    }

    /** Resolves or rejects with the work, or rejects when this reader ends before it. */
    async waitFor<T>(start: () => Promise<T>): Promise<T> {
        const { signal } = this.options;
        const onAbort = (): void => {
            this.end.abort(signal?.reason);
        };
        if (signal?.aborted === true) onAbort();
        signal?.addEventListener("abort", onAbort);
        void this.endInTime();
        try {
            this.end.signal.throwIfAborted();
            return await rejectOnAbort(start(), this.end.signal);
        } finally {
            this.timer.abort();
            signal?.removeEventListener("abort", onAbort);
        }
    }

    onRetry(error: ModelArtsError): void {
        this.options.onRetry?.(error);
    }

    private async endInTime(): Promise<void> {
        if (this.deadline === Infinity) return;
        const remainingMs = this.deadline - this.clock.monotonicNow();
        await this.clock.sleep(Math.max(minReadMs, remainingMs), this.timer.signal);
        if (!this.timer.signal.aborted) this.end.abort(this.readTimeoutError());
    }

    private readTimeoutError(): ModelArtsError {
        return new ModelArtsError({
            kind: "timeout",
            operation: `look up ${describeJob(this)}`,
            reason: "the time for this read was over before a response arrived",
            hint: "Try again later, or with fewer resources at once (`--parallel`).",
            job: { id: this.id },
        });
    }
}

/** Returns the options of a request that several readers share: it goes on as long as one of them has time left. */
export function sharedOptions(readers: readonly Reader[]): PollOptions {
    const controller = new AbortController();
    const signals = readers.map(({ signal }) => signal);
    for (const signal of signals) {
        signal.addEventListener("abort", () => {
            if (signals.every(({ aborted }) => aborted)) controller.abort(signal.reason);
        });
    }
    return {
        deadline: Math.max(...readers.map(({ deadline }) => deadline)),
        signal: controller.signal,
        onRetry: (error) => {
            for (const reader of readers) if (!reader.signal.aborted) reader.onRetry(error);
        },
    };
}
