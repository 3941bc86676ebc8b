import type { Connection, Surroundings } from "../modelarts/connect";
import { isFailure } from "../modelarts/errors";
import { type Environment, type ReadConfig } from "../modelarts/config/sources";
import { type Overrides, type Settings, settingsFrom } from "../modelarts/config/settings";
import { network } from "../modelarts/lazyConnect";
import type { Place } from "../modelarts/location";

/** A place where jobs live, and the way there. */
export interface Site {
    readonly connection: Connection;
    readonly settings: Settings;
    readonly place: Place;
}

/** The connections of one process: all resources of one region and project share one, and with it one log-in. */
export class Session {
    private readonly sites = new Map<string, Promise<Site>>();
    private around: Surroundings | undefined;
    private readConfig: ReadConfig = () => undefined;

    constructor(private readonly environment: Environment = process.env) {}

    /** Stack configuration; without it only the environment counts. */
    configure(readConfig: ReadConfig): void {
        this.readConfig = readConfig;
    }

    config(key: string): string | undefined {
        return this.readConfig(key);
    }

    /** Rejects with a `settings` failure before anything is sent, where a setting is missing. */
    async site(overrides: Overrides = {}): Promise<Site> {
        const settings = settingsFrom(this.readConfig, this.environment, overrides);
        const key = JSON.stringify([settings.region, settings.project]);
        const known = this.sites.get(key);
        if (known !== undefined) return known;
        const site = this.open(settings, overrides);
        this.sites.set(key, site);
        // The next one who asks tries anew.
        site.catch(() => this.sites.delete(key));
        return site;
    }

    private async open(settings: Settings, overrides: Overrides): Promise<Site> {
        return (await this.usual(settings, overrides)) ?? (await this.connect(settings));
    }

    /** A log-in is for one project, which may be known by name so far: where that is the one, it is not done again. */
    private async usual(settings: Settings, { projectId }: Overrides): Promise<Site | undefined> {
        if (settings.credential.kind !== "password" || projectId === undefined) return undefined;
        const usual = settingsFrom(this.readConfig, this.environment, { region: settings.region });
        if ("id" in usual.project) return undefined;
        try {
            const site = await this.site({ region: settings.region });
            return site.place.projectId === projectId ? site : undefined;
        } catch (error) {
            // Only a project that cannot be found may be given up; a wrong password must not be tried again.
            if (isFailure(error, "settings") || (isFailure(error) && error.httpStatus === 404))
                return undefined;
            throw error;
        }
    }

    private async connect(settings: Settings): Promise<Site> {
        const { connectTo, surroundings } = network();
        this.around ??= surroundings();
        const connection = connectTo(settings, this.around);
        return {
            settings,
            connection,
            place: { region: settings.region, projectId: await connection.projectId() },
        };
    }
}
