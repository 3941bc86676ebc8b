import type { Clock } from "../modelarts/clock";
import type { ApiConnection, ClientRuntime, RuntimeOptions } from "../modelarts/connect";
import { isModelArtsError } from "../modelarts/errors";
import { type Environment, type ReadConfig } from "../modelarts/config/sources";
import { type Overrides, type Settings, resolveSettings } from "../modelarts/config/settings";
import type { PollingJobsClient } from "../modelarts/job";
import { loadConnectModule } from "../modelarts/lazyConnect";
import type { JobLocation } from "../modelarts/location";

/** A connection scoped to one region and project. */
export interface Connection {
    /** Coalesces concurrent reads. */
    readonly jobs: PollingJobsClient;
    readonly client: ApiConnection;
    readonly settings: Settings;
    readonly location: JobLocation;
}

/** The connections of one process. All resources of one region and project share one, and authenticate once. */
export class ConnectionPool {
    private readonly connections = new Map<string, Promise<Connection>>();
    private runtime: ClientRuntime | undefined;
    private readConfig: ReadConfig = () => undefined;

    constructor(
        private readonly environment: Environment = process.env,
        private readonly options: RuntimeOptions & { readonly clock?: Clock | undefined } = {},
    ) {}

    /** Sets the source of the stack configuration; before that only the environment counts. */
    configure(readConfig: ReadConfig): void {
        this.readConfig = readConfig;
    }

    readConfigValue(key: string): string | undefined {
        return this.readConfig(key);
    }

    /** The stack-wide switch. It is no input of a resource: the engine remembers those after the end of the switch. */
    get stackState(): string | undefined {
        return this.readConfig("modelarts:state");
    }

    /** @throws {settings} where a setting is missing or invalid; nothing was sent. */
    async getConnection(overrides: Overrides = {}): Promise<Connection> {
        const settings = resolveSettings(this.readConfig, this.environment, overrides);
        const key = JSON.stringify([settings.region, settings.project]);
        const entry = this.connections.get(key);
        if (entry !== undefined) return entry;
        const connection = this.open(settings, overrides);
        this.connections.set(key, connection);
        // After an error the next call opens a new connection.
        connection.catch(() => this.connections.delete(key));
        return connection;
    }

    private async open(settings: Settings, overrides: Overrides): Promise<Connection> {
        return (await this.findSharedConnection(settings, overrides)) ?? (await this.connect(settings));
    }

    /**
     * A password authenticates for one project, which the settings may name. Where that project has this ID, its
     * connection is shared instead of authenticating a second time.
     */
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
            // Only a project that is not found is ignored; a wrong password must not be sent again.
            if (isModelArtsError(error, "settings") || (isModelArtsError(error) && error.httpStatus === 404))
                return undefined;
            throw error;
        }
    }

    private async connect(settings: Settings): Promise<Connection> {
        const { openConnection, createRuntime } = loadConnectModule();
        this.runtime ??= createRuntime(this.options.clock, this.options);
        const client = openConnection(settings, this.runtime);
        return {
            settings,
            client,
            jobs: client.pollingJobs,
            location: { region: settings.region, projectId: await client.projectId() },
        };
    }
}
