import { EngineProcess, type PluginHost } from "./engineProcess";

/** One process of the engine that plays one world after the other: the newest world starts its plugins. */
export class EngineHost {
    plugins: PluginHost | undefined;
    private process: EngineProcess;

    constructor(private readonly file: string) {
        this.process = this.startProcess();
    }

    get engine(): EngineProcess {
        return this.process;
    }

    /** Ends the process, whatever it is doing, and starts a new one, which has no state. */
    async restart(): Promise<void> {
        await this.process.destroy();
        this.process = this.startProcess();
    }

    /** Ends the process, whatever it is doing. */
    destroy(): Promise<void> {
        return this.process.destroy();
    }

    private startProcess(): EngineProcess {
        return new EngineProcess(this.file, {
            start: async (event) => {
                if (this.plugins === undefined) throw new Error("There is no world.");
                return this.plugins.start(event);
            },
            stop: (event) => {
                this.plugins?.stop(event);
            },
        });
    }
}
