import { AuthenticationGuard } from "./auth/authenticationGuard";
import {
    AccessKeyAuthenticator,
    PasswordAuthenticator,
    iamTimeoutError,
    TokenAuthenticator,
} from "./auth/authenticators";
import { findProject, lookupOperation } from "./auth/iam";
import { type IssueCredentials, issueCredentials, issuerOperation } from "./auth/issuedCredentials";
import { RenewingAuthenticator } from "./auth/renewingAuthenticator";
import { type Clock, systemClock } from "./clock";
import type { FixedCredential } from "./config/credentialParts";
import { type Credential, listSecrets } from "./config/credentials";
import { alternativeHint } from "./config/endpoints";
import { describeIssuer } from "./config/issuers";
import type { Settings } from "./config/settings";
import { type Authenticator, noAuthenticator } from "./http/authenticator";
import { HttpClient } from "./http/httpClient";
import { proxySecrets } from "./http/proxy";
import { RateLimiter } from "./http/rateLimiter";
import { Redactor } from "./http/redaction";
import { AxiosTransport, type Transport, type TransportSettings } from "./http/transport";
import type { Job, JobOrId, PollingJobsClient, WaitOptions, WaitState } from "./job";
import { CoalescingJobsClient } from "./jobs/coalescing";
import { ModelArtsJobsClient } from "./jobs/jobsClient";
import { waitFor } from "./jobs/waitFor";
import type { Limits } from "./limits";
import { SharedTask } from "./sharedTask";

export interface ApiConnection {
    /** Sends each read at once. */
    readonly jobs: PollingJobsClient;
    /** Coalesces concurrent reads. */
    readonly pollingJobs: CoalescingJobsClient;
    /** Waits as in the contract of `JobsClient`. */
    readonly waitFor: (job: JobOrId, state: WaitState, options?: WaitOptions) => Promise<Job | undefined>;
    /** ID of the project, which is looked up once where it is not set. */
    readonly projectId: (limits?: Limits) => Promise<string>;
}

/** Process-wide dependencies, which the connections of one process share. */
export interface ClientRuntime {
    readonly clock: Clock;
    /** Returns a number from 0 to 1. */
    readonly random: () => number;
    /** Keeps the connections from sending IAM a credential that it has rejected. */
    readonly authenticationGuard: AuthenticationGuard;
    /** Returns the one rate limiter of an endpoint. */
    readonly rateLimiter: (endpoint: string) => RateLimiter;
    readonly createTransport: (settings: TransportSettings) => Transport;
    readonly issueCredentials: IssueCredentials;
    /** Returns whether the run for which requests are sent goes on. */
    readonly isRunAlive: () => Promise<boolean>;
}

/** The parts of a runtime that a test or a simulation replaces. */
export interface RuntimeOptions {
    /** @defaultValue `Math.random` */
    readonly random?: (() => number) | undefined;
    /** @defaultValue requests over the network, by axios */
    readonly createTransport?: ((settings: TransportSettings) => Transport) | undefined;
    /** @defaultValue runs the command, or sends a request to the metadata address */
    readonly issueCredentials?: IssueCredentials | undefined;
    /** Where it has ended, no request that changes something is sent any more. @defaultValue it goes on */
    readonly isRunAlive?: (() => Promise<boolean>) | undefined;
}

export function createRuntime(
    clock: Clock = systemClock,
    {
        random = Math.random,
        createTransport = (settings) => new AxiosTransport(settings),
        issueCredentials: issue = issueCredentials,
        isRunAlive = () => Promise.resolve(true),
    }: RuntimeOptions = {},
): ClientRuntime {
    const rateLimiters = new Map<string, RateLimiter>();
    const rateLimiter = (endpoint: string): RateLimiter => {
        const limiter = rateLimiters.get(endpoint) ?? new RateLimiter(clock);
        rateLimiters.set(endpoint, limiter);
        return limiter;
    };
    const authenticationGuard = new AuthenticationGuard();
    const calls = { createTransport, issueCredentials: issue, isRunAlive };
    return { clock, random, authenticationGuard, rateLimiter, ...calls };
}

/**
 * Connects the layers for one set of settings, and sends nothing. A call passes them in this order: coalescing (reads of
 * the reconciler), the jobs client, then for each attempt the rate limiter, authenticator, transport, redactor, retries.
 */
export function openConnection(settings: Settings, runtime: ClientRuntime = createRuntime()): ApiConnection {
    const { clock, random } = runtime;
    const redactor = createRedactor(settings);
    let { credential } = settings;
    const onIssue = (issuedCredential: FixedCredential): void => {
        credential = issuedCredential;
        addSecrets(redactor, issuedCredential);
    };
    const transport = runtime.createTransport(settings);
    const createHttpClient = (
        id: "modelarts" | "iam",
        authenticator: Authenticator,
        headers: Record<string, string> = {},
    ) =>
        new HttpClient({
            service: {
                id,
                displayName: id === "iam" ? "IAM" : "ModelArts",
                endpoint: settings[id],
                region: settings.region,
                alternativeHint: alternativeHint(settings[id]),
                get usesToken() {
                    return credential.kind === "token" || credential.kind === "password";
                },
                redact: (text) => redactor.redact(text),
            },
            headers,
            rateLimiter: runtime.rateLimiter(settings[id]),
            authenticator,
            transport,
            retryPolicy: settings,
            clock,
            random,
            isRunAlive: runtime.isRunAlive,
        });

    const iamWithoutToken = createHttpClient("iam", noAuthenticator);
    const authenticator = createAuthenticator(settings, iamWithoutToken, runtime, redactor, onIssue);
    const iamClient = createHttpClient("iam", authenticator);
    const projectId = shareProjectId(settings, authenticator, iamClient, runtime);
    let modelartsClient: HttpClient | undefined;
    const httpClient = async (limits: Limits): Promise<HttpClient> => {
        const headers = { "X-Project-Id": await projectId(limits) };
        return (modelartsClient ??= createHttpClient("modelarts", authenticator, headers));
    };
    const jobs = new ModelArtsJobsClient({ projectId, httpClient, clock, retryPolicy: settings });
    const pollingJobs = new CoalescingJobsClient(jobs, clock);
    const hasDeleted = (id: string): boolean => jobs.hasDeleted(id);
    const waitDependencies = { ...settings, jobs: pollingJobs, hasDeleted, clock };
    return {
        projectId,
        jobs,
        pollingJobs,
        waitFor: (job, state, options = {}) => waitFor(job, state, options, waitDependencies),
    };
}

/** All calls share one lookup of the project. */
function shareProjectId(
    settings: Settings,
    authenticator: Authenticator,
    iamClient: HttpClient,
    { clock, authenticationGuard }: ClientRuntime,
): ApiConnection["projectId"] {
    const { credential, project } = settings;
    if ("id" in project) return () => Promise.resolve(project.id);
    const { name } = project;
    const find = async (limits: Limits): Promise<string> => {
        const request = () => findProject(iamClient, settings, name, limits);
        // A signature may be rejected because of the clock, which the user can set during the run.
        return credential.kind === "token" ? authenticationGuard.send(settings, request) : request();
    };
    const lookup = new SharedTask(
        clock,
        async (limits) => (await authenticator.projectId?.(limits)) ?? (await find(limits)),
        () => iamTimeoutError(lookupOperation(name)),
    );
    return (limits) => lookup.run(limits);
}

function createRedactor(settings: Settings): Redactor {
    const redactor = redactorFor(settings.credential);
    for (const endpoint of [settings.modelarts, settings.iam]) {
        for (const secret of proxySecrets(new URL(endpoint))) redactor.add(secret);
    }
    return redactor;
}

function createAuthenticator(
    settings: Settings,
    iamClient: HttpClient,
    runtime: ClientRuntime,
    redactor: Redactor,
    onIssue: (credential: FixedCredential) => void,
): Authenticator {
    const { credential, project } = settings;
    const { clock, authenticationGuard } = runtime;
    switch (credential.kind) {
        case "access-key":
            return new AccessKeyAuthenticator(
                credential,
                settings,
                clock,
                authenticationGuard.gate(settings, clock),
            );
        case "token":
            return new TokenAuthenticator(credential.token, authenticationGuard.gate(settings, clock));
        case "password":
            return new PasswordAuthenticator(
                credential,
                project,
                iamClient,
                (token) => {
                    redactor.add(token);
                },
                { clock, sendOnce: (request) => authenticationGuard.send(settings, request) },
            );
        case "issued":
            return new RenewingAuthenticator({
                operation: issuerOperation(credential.issuer),
                issuer: describeIssuer(credential.issuer),
                clock,
                issue: (limits) => runtime.issueCredentials(credential.issuer, limits, clock),
                createAuthenticator: (issuedCredential) => {
                    onIssue(issuedCredential);
                    const issuedSettings = { ...settings, credential: issuedCredential };
                    return createAuthenticator(issuedSettings, iamClient, runtime, redactor, onIssue);
                },
            });
    }
}

/** Removes the secrets of a credential from text that a server sends. Those of an issuer are added when they are there. */
export function redactorFor(credential: Credential): Redactor {
    const redactor = new Redactor();
    if (credential.kind !== "issued") addSecrets(redactor, credential);
    return redactor;
}

function addSecrets(redactor: Redactor, credential: FixedCredential): void {
    for (const secret of listSecrets(credential)) redactor.add(secret);
    if (credential.kind === "access-key") redactor.addAccessKey(credential.accessKey);
}
