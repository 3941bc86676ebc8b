import { EngineProcess, type PluginHost } from "./engineProcess";

/** One process of the engine that plays one world after the other: the newest world starts its plugins. */
export class EngineHost {
    plugins: PluginHost | undefined;
    readonly engine: EngineProcess;

    constructor(file: string) {
        this.engine = new EngineProcess(file, {
            start: async (event) => {
                if (this.plugins === undefined) throw new Error("There is no world.");
                return this.plugins.start(event);
            },
            stop: (event) => {
                this.plugins?.stop(event);
            },
        });
    }

    close(): Promise<void> {
        return this.engine.close();
    }
}
