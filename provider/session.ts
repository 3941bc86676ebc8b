import { type Connection, connectTo } from "./modelarts/connect";
import {
    type Environment,
    type Overrides,
    type ReadConfig,
    type Settings,
    settingsFrom,
} from "./modelarts/settings";
import type { Place } from "./outputs";

/** A place where jobs live, and the way there. */
export interface Site {
    readonly connection: Connection;
    readonly settings: Settings;
    readonly place: Place;
}

/** The connections of one process: every resource of one region and project shares one. */
export class Session {
    private readonly sites = new Map<string, Promise<Site>>();
    private readConfig: ReadConfig = () => undefined;

    constructor(private readonly environment: Environment = process.env) {}

    /** Stack configuration; without it only the environment counts. */
    configure(readConfig: ReadConfig): void {
        this.readConfig = readConfig;
        this.sites.clear();
    }

    config(key: string): string | undefined {
        return this.readConfig(key);
    }

    /** Rejects with a `settings` failure before anything is sent, where a setting is missing. */
    site({ region, projectId }: Overrides): Promise<Site> {
        const key = JSON.stringify([region, projectId]);
        const known = this.sites.get(key);
        if (known !== undefined) return known;
        const site = this.open({ region, projectId });
        this.sites.set(key, site);
        // The next one who asks tries anew.
        site.catch(() => this.sites.delete(key));
        return site;
    }

    private async open(overrides: Overrides): Promise<Site> {
        const settings = settingsFrom(this.readConfig, this.environment, overrides);
        const connection = connectTo(settings);
        return {
            settings,
            connection,
            place: { region: settings.region, projectId: await connection.projectId() },
        };
    }
}
