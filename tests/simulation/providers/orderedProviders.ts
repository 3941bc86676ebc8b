import type { EngineProcess } from "../host/engineProcess";
import type { Operation, Outcome } from "../host/engineMessages";
import { TrivialProviders } from "./trivialProvider";

interface OpenCall {
    readonly text: string;
    readonly send: () => void;
}

/** Providers that respond to one call at a time: the one that `choose` picks from the open calls when the engine rests. */
export class OrderedProviders extends TrivialProviders {
    private readonly open: OpenCall[] = [];
    private arrivalCount = 0;
    private onArrival: () => void = () => undefined;

    constructor(private readonly choose: (calls: readonly string[]) => number) {
        super();
    }

    protected override receive(text: string, send: () => void): void {
        this.open.push({ text, send });
        this.arrivalCount += 1;
        this.onArrival();
    }

    /**
     * Runs an operation to its end; Ctrl-C ends one that hangs. `before` is called at each moment of rest with the calls
     * that are open. Where it returns true, no call gets a response before the next moment of rest.
     */
    async play(
        engine: EngineProcess,
        operation: Operation,
        before?: (calls: readonly string[]) => boolean | Promise<boolean>,
    ): Promise<Outcome> {
        this.arrivalCount = 0;
        this.open.length = 0;
        const outcome = engine.run(operation);
        for (let responseCount = 0; ;) {
            const rest = await engine.rest(responseCount);
            if (rest.done) return outcome;
            if (rest.stuck) {
                this.log.push("stuck");
                engine.cancel("once");
                continue;
            }
            while (this.arrivalCount < rest.calls) await this.arrival();
            if (rest.starts > 0) {
                await new Promise(setImmediate);
                continue;
            }
            this.open.sort((one, other) => (one.text < other.text ? -1 : 1));
            const texts = this.open.map(({ text }) => text);
            this.log.push(...texts.map((text) => `open: ${text}`));
            if (await before?.(texts)) continue;
            const [call] = this.open.splice(this.choose(texts), 1);
            if (call === undefined) continue;
            this.log.push(`response: ${call.text}`);
            call.send();
            responseCount += 1;
        }
    }

    private arrival(): Promise<void> {
        return new Promise((resolve) => {
            this.onArrival = resolve;
        });
    }
}
