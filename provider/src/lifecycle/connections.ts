import type { ApiConnection, ClientRuntime } from "../modelarts/connect";
import { isModelArtsError } from "../modelarts/errors";
import { type Environment, type ReadConfig } from "../modelarts/config/sources";
import { type Overrides, type Settings, resolveSettings } from "../modelarts/config/settings";
import { loadConnectModule } from "../modelarts/lazyConnect";
import type { JobLocation } from "../modelarts/location";

/** A place where jobs live, and the way there. */
export interface Connection {
    readonly client: ApiConnection;
    readonly settings: Settings;
    readonly location: JobLocation;
}

/** The connections of one process: all resources of one region and project share one, and with it one log-in. */
export class ConnectionPool {
    private readonly connections = new Map<string, Promise<Connection>>();
    private runtime: ClientRuntime | undefined;
    private readConfig: ReadConfig = () => undefined;

    constructor(private readonly environment: Environment = process.env) {}

    /** Stack configuration; without it only the environment counts. */
    configure(readConfig: ReadConfig): void {
        this.readConfig = readConfig;
    }

    readConfigValue(key: string): string | undefined {
        return this.readConfig(key);
    }

    /** Rejects with a `settings` failure before anything is sent, where a setting is missing. */
    async getConnection(overrides: Overrides = {}): Promise<Connection> {
        const settings = resolveSettings(this.readConfig, this.environment, overrides);
        const key = JSON.stringify([settings.region, settings.project]);
        const entry = this.connections.get(key);
        if (entry !== undefined) return entry;
        const connection = this.open(settings, overrides);
        this.connections.set(key, connection);
        // The next one who asks tries anew.
        connection.catch(() => this.connections.delete(key));
        return connection;
    }

    private async open(settings: Settings, overrides: Overrides): Promise<Connection> {
        return (await this.findSharedConnection(settings, overrides)) ?? (await this.connect(settings));
    }

    /** A log-in is for one project, which may be known by name so far: where that is the one, it is not done again. */
    private async findSharedConnection(
        settings: Settings,
        { projectId }: Overrides,
    ): Promise<Connection | undefined> {
        if (settings.credential.kind !== "password" || projectId === undefined) return undefined;
        const defaultSettings = resolveSettings(this.readConfig, this.environment, {
            region: settings.region,
        });
        if ("id" in defaultSettings.project) return undefined;
        try {
            const connection = await this.getConnection({ region: settings.region });
            return connection.location.projectId === projectId ? connection : undefined;
        } catch (error) {
            // Only a project that cannot be found may be given up; a wrong password must not be tried again.
            if (isModelArtsError(error, "settings") || (isModelArtsError(error) && error.httpStatus === 404))
                return undefined;
            throw error;
        }
    }

    private async connect(settings: Settings): Promise<Connection> {
        const { openConnection, createRuntime } = loadConnectModule();
        this.runtime ??= createRuntime();
        const client = openConnection(settings, this.runtime);
        return {
            settings,
            client,
            location: { region: settings.region, projectId: await client.projectId() },
        };
    }
}
