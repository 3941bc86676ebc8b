import { type Clock, systemClock } from "../modelarts/clock";
import type { ApiConnection, ClientRuntime, RuntimeOptions } from "../modelarts/connect";
import { isModelArtsError, ModelArtsError } from "../modelarts/errors";
import { type Environment, type ReadConfig } from "../modelarts/config/sources";
import { type Overrides, type Settings, resolveSettings } from "../modelarts/config/settings";
import type { CoalescingJobsClient } from "../modelarts/jobs/coalescing";
import { describeOpenFile, diskUserFiles, type UserFiles } from "../modelarts/config/userFiles";
import { loadConnectModule } from "../modelarts/lazyConnect";
import type { Limits } from "../modelarts/limits";
import { isSameLocation, type JobLocation } from "../modelarts/location";
import type { Polling } from "../modelarts/poll";
import { SharedTask } from "../modelarts/sharedTask";
import { type Messages, noMessages } from "./messages";

/** A connection scoped to one region and project. */
export interface Connection {
    /** Coalesces concurrent reads. */
    readonly jobs: CoalescingJobsClient;
    readonly client: ApiConnection;
    readonly settings: Settings;
    readonly location: JobLocation;
    /** How its jobs are polled. */
    readonly polling: Polling;
}

export interface ConnectionPoolOptions extends RuntimeOptions {
    readonly clock?: Clock | undefined;
    /** Shifts the poll ticks, so that several processes do not poll at the same moment. */
    readonly pollOffsetMs?: number | undefined;
    /** The files that may hold credentials. */
    readonly userFiles?: UserFiles | undefined;
    readonly messages?: Messages | undefined;
}

/** The lookup of the project of another resource must not hold up an operation for longer. */
const lookupTimeoutMs = 30_000;

/** The connections of one process. All resources of one region and project share one, and authenticate once. */
export class ConnectionPool {
    private readonly connections = new Map<string, SharedTask<Connection>>();
    private readonly locations = new Map<string, JobLocation>();
    private readonly clock: Clock;
    private runtime: ClientRuntime | undefined;
    private readConfig: ReadConfig = () => undefined;
    private configKeys: readonly string[] = [];
    /** What this run has said of the credentials. */
    private readonly notices = new Set<string>();

    constructor(
        private readonly environment: Environment = process.env,
        private readonly options: ConnectionPoolOptions = {},
    ) {
        this.clock = options.clock ?? systemClock;
    }

    /**
     * Sets the source of the stack configuration; before that only the environment counts. A run of the engine begins
     * with it, and tries a credential again that IAM has rejected before. `keys` are all keys of the configuration,
     * where the host of the provider tells them.
     */
    configure(readConfig: ReadConfig, keys: readonly string[] = []): void {
        this.readConfig = readConfig;
        this.configKeys = keys;
        this.runtime?.authenticationGuard.reset();
        this.notices.clear();
    }

    readConfigValue(key: string): string | undefined {
        return this.readConfig(key);
    }

    /** The stack-wide switch is no input of a resource: the engine remembers those after the end of the switch. */
    get stackState(): string | undefined {
        return this.readConfig("modelarts:state");
    }

    /** The keys of the configuration, where the host of the provider tells them. */
    get keys(): readonly string[] {
        return this.configKeys;
    }

    /** @throws {settings} where a setting is missing or invalid. */
    getSettings(overrides: Overrides = {}): Settings {
        const { userFiles = diskUserFiles } = this.options;
        return resolveSettings(this.readConfig, this.environment, overrides, userFiles);
    }

    /**
     * Returns the limits of a lookup, which ends after `modelarts:waitTimeout`.
     *
     * @throws {settings} where a setting is missing or invalid.
     */
    lookupLimits(overrides: Overrides): Limits {
        return { deadline: this.clock.monotonicNow() + this.getSettings(overrides).waitTimeoutMs };
    }

    /**
     * Returns where the settings place a job, as far as that is known without a request: a project that is configured
     * by its name has no ID before it was looked up, and settings that are invalid have no location.
     */
    locate(overrides: Overrides): Partial<JobLocation> {
        try {
            const settings = this.getSettings(overrides);
            const { region, project } = settings;
            if ("id" in project) return { region, projectId: project.id };
            return this.locations.get(connectionKey(settings)) ?? { region };
        } catch (error) {
            if (isModelArtsError(error)) return {};
            throw error;
        }
    }

    /**
     * Authenticates and looks up the project where this is the first call for them. Each caller waits within its own limits.
     *
     * @throws {settings} where a setting is missing or invalid; nothing was sent to ModelArts.
     */
    async getConnection(overrides: Overrides = {}, limits: Limits = {}): Promise<Connection> {
        const settings = this.getSettings(overrides);
        const key = connectionKey(settings);
        const task = this.connections.get(key) ?? this.createTask(settings, overrides);
        this.connections.set(key, task);
        return task.run(limits);
    }

    /**
     * Returns whether a job with these settings is at this location. What is left out is the configured one. In doubt,
     * where the project cannot be looked up, it is there.
     */
    async mayBeAt(
        { region, projectId }: Overrides,
        location: JobLocation,
        { signal, deadline = Infinity }: Limits,
    ): Promise<boolean> {
        if (region !== undefined && projectId !== undefined)
            return isSameLocation({ region, projectId }, location);
        try {
            const lookupDeadline = Math.min(deadline, this.clock.monotonicNow() + lookupTimeoutMs);
            const limits = { signal, deadline: lookupDeadline };
            const connection = await this.getConnection({ region, projectId }, limits);
            return isSameLocation(connection.location, location);
        } catch (error) {
            if (isModelArtsError(error)) return true;
            throw error;
        }
    }

    private createTask(settings: Settings, overrides: Overrides): SharedTask<Connection> {
        return new SharedTask(
            this.clock,
            async (limits) =>
                (await this.findSharedConnection(settings, overrides, limits)) ??
                (await this.connect(settings, limits)),
            () => connectTimeoutError(settings),
        );
    }

    /**
     * A password authenticates for one project, which the settings may name. Where that project has this ID, its
     * connection is shared instead of authenticating a second time.
     */
    private async findSharedConnection(
        settings: Settings,
        { projectId }: Overrides,
        limits: Limits,
    ): Promise<Connection | undefined> {
        if (settings.credential.kind !== "password" || projectId === undefined) return undefined;
        const defaultSettings = this.getSettings({ region: settings.region });
        if ("id" in defaultSettings.project) return undefined;
        try {
            const connection = await this.getConnection({ region: settings.region }, limits);
            return connection.location.projectId === projectId ? connection : undefined;
        } catch (error) {
            // Only a project that is not found is ignored; a wrong password must not be sent again.
            if (isModelArtsError(error, "settings") || (isModelArtsError(error) && error.httpStatus === 404))
                return undefined;
            throw error;
        }
    }

    private async connect(settings: Settings, limits: Limits): Promise<Connection> {
        const { openConnection, createRuntime } = loadConnectModule();
        this.runtime ??= createRuntime(this.clock, this.options);
        this.describeCredentials(settings);
        const client = openConnection(settings, this.runtime);
        const location = { region: settings.region, projectId: await client.projectId(limits) };
        this.locations.set(connectionKey(settings), location);
        return {
            settings,
            client,
            jobs: client.pollingJobs,
            location,
            polling: {
                clock: this.clock,
                intervalMs: settings.pollIntervalMs,
                offsetMs: this.options.pollOffsetMs,
            },
        };
    }

    /** Says once in a run which file or issuer the credentials come from. */
    private describeCredentials({ credentialOrigin: origin, openFiles }: Settings): void {
        const { messages = noMessages } = this.options;
        const notices = openFiles.map((file) => [describeOpenFile(file), "warn"] as const);
        const all =
            origin === undefined
                ? notices
                : [...notices, [`Credentials come from ${origin}.`, "inform"] as const];
        for (const [text, kind] of all) {
            if (this.notices.has(text)) continue;
            this.notices.add(text);
            if (kind === "warn") messages.warn(undefined, text);
            else messages.inform?.(text);
        }
    }
}

function connectTimeoutError({ region, iam }: Settings): ModelArtsError {
    return new ModelArtsError({
        kind: "timeout",
        operation: `connect to ModelArts in region ${region}`,
        reason: `the time of the operation was over before IAM (${iam}) had responded`,
        hint: "Try again later, or raise the time with customTimeouts or modelarts:waitTimeout (seconds).",
    });
}

function connectionKey({ region, project }: Settings): string {
    return JSON.stringify([region, project]);
}
