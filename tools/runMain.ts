import { killAllOnSignal } from "./engine/childProcess";

/** Resolves with the exit code, or with nothing for 0. */
type Main = (args: string[], isStopped: () => boolean) => Promise<number> | Promise<void>;

interface MainOptions {
    /** This text comes before the message of an error. */
    readonly failure?: string;
    /** On a signal all processes that `run` has started are killed, so that `main` ends early and cleans up. */
    readonly endsOnSignal?: boolean;
}

/** Runs the main function of a command. An error ends it with 1 and its message, a signal with 130. */
export function runMain(main: Main, { failure = "", endsOnSignal = false }: MainOptions = {}): void {
    const receivedSignal = endsOnSignal ? killAllOnSignal() : () => undefined;
    const end = (code: number, message?: string): void => {
        const signal = receivedSignal();
        const text = signal === undefined ? message : `\nStopped by ${signal}; everything is cleaned up.`;
        if (text !== undefined) console.error(text);
        process.exitCode = signal === undefined ? code : 130;
    };
    const run = async (): Promise<number> =>
        (await main(process.argv.slice(2), () => receivedSignal() !== undefined)) ?? 0;
    run().then(end, (error: unknown) => {
        end(1, `${failure}${error instanceof Error ? error.message : String(error)}`);
    });
}
