import { type Authenticator, noAuthenticator } from "./http/authenticator";
import type { Credential } from "./config/credentials";
import { findProject } from "./auth/iam";
import { AccessKeyAuthenticator, PasswordAuthenticator, TokenAuthenticator } from "./auth/authenticators";
import { type Clock, systemClock } from "./clock";
import { HttpClient } from "./http/httpClient";
import type { JobsClient, PollingJobsClient } from "./job";
import { ModelArtsJobsClient } from "./jobs/jobsClient";
import { RateLimiter } from "./http/rateLimiter";
import { proxySecrets } from "./http/proxy";
import { Redactor } from "./http/redaction";
import type { Settings } from "./config/settings";
import { AxiosTransport } from "./http/transport";
import { CoalescingJobsClient } from "./jobs/coalescing";

export interface ApiConnection {
    readonly jobs: JobsClient;
    /** The same; looks at them are joined. */
    readonly pollingJobs: PollingJobsClient;
    /** Found out once, where it is not set. */
    readonly projectId: () => Promise<string>;
}

/** What several connections of one process share, and what the world gives. */
export interface ClientRuntime {
    readonly clock: Clock;
    /** From 0 to 1. */
    readonly random: () => number;
    /** One for each endpoint. */
    readonly rateLimiter: (endpoint: string) => RateLimiter;
}

export function createRuntime(clock: Clock = systemClock): ClientRuntime {
    const rateLimiters = new Map<string, RateLimiter>();
    const rateLimiter = (endpoint: string): RateLimiter => {
        const limiter = rateLimiters.get(endpoint) ?? new RateLimiter(clock);
        rateLimiters.set(endpoint, limiter);
        return limiter;
    };
    return { clock, random: Math.random, rateLimiter };
}

/** Joins the layers for one set of settings. Sends nothing by itself. */
export function openConnection(settings: Settings, runtime: ClientRuntime = createRuntime()): ApiConnection {
    const transport = new AxiosTransport(settings);
    const redactor = redactorFor(settings.credential);
    for (const endpoint of [settings.modelarts, settings.iam]) {
        for (const secret of proxySecrets(new URL(endpoint))) redactor.add(secret);
    }
    const redact = (text: string) => redactor.redact(text);
    const createHttpClient = (
        id: "modelarts" | "iam",
        authenticator: Authenticator,
        headers: Record<string, string> = {},
    ) => {
        const endpoint = settings[id];
        const displayName = id === "iam" ? "IAM" : "ModelArts";
        const service = { id, displayName, endpoint, region: settings.region, redact };
        const { clock, random } = runtime;
        return new HttpClient({
            transport,
            authenticator,
            headers,
            service,
            retryPolicy: settings,
            clock,
            random,
            rateLimiter: runtime.rateLimiter(endpoint),
        });
    };

    const authenticator = createAuthenticator(
        settings,
        createHttpClient("iam", noAuthenticator),
        runtime.clock,
        redactor,
    );
    const iamClient = createHttpClient("iam", authenticator);
    const { project } = settings;
    const projectId = once(async () => {
        if ("id" in project) return project.id;
        return (await authenticator.projectId?.()) ?? (await findProject(iamClient, settings, project.name));
    });
    const getModelArtsClient = once(async () =>
        createHttpClient("modelarts", authenticator, { "X-Project-Id": await projectId() }),
    );
    const jobs = new ModelArtsJobsClient({
        projectId,
        httpClient: getModelArtsClient,
        clock: runtime.clock,
        retryPolicy: settings,
    });
    return { projectId, jobs, pollingJobs: new CoalescingJobsClient(jobs, runtime.clock) };
}

function createAuthenticator(
    settings: Settings,
    iamClient: HttpClient,
    clock: Clock,
    redactor: Redactor,
): Authenticator {
    const { credential, project } = settings;
    switch (credential.kind) {
        case "keys":
            return new AccessKeyAuthenticator(credential, settings, clock);
        case "token":
            return new TokenAuthenticator(credential.token);
        case "password":
            return new PasswordAuthenticator(credential, project, iamClient, (token) => {
                redactor.add(token);
            });
    }
}

/** One answer for all who ask, also while it is under way. A failure is not kept: the next one asks again. */
export function once<T>(task: () => Promise<T>): () => Promise<T> {
    let result: Promise<T> | undefined;
    return () =>
        (result ??= task().catch((error: unknown) => {
            result = undefined;
            throw error;
        }));
}

/** Takes the secrets of a credential out of what a server sends. */
export function redactorFor(credential: Credential): Redactor {
    return new Redactor(
        listSecrets(credential),
        credential.kind === "keys" ? credential.accessKey : undefined,
    );
}

function listSecrets(credential: Credential): string[] {
    switch (credential.kind) {
        case "token":
            return [credential.token];
        case "password":
            return [credential.password];
        case "keys":
            return [
                credential.secretKey,
                ...(credential.securityToken === undefined ? [] : [credential.securityToken]),
            ];
    }
}
