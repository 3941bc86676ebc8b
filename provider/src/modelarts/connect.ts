import { type Auth, noAuth } from "./http/authenticator";
import type { Credential } from "./config/credentials";
import { findProject } from "./auth/iam";
import { KeyAuth, PasswordAuth, TokenAuth } from "./auth/authenticators";
import { type Clock, systemClock } from "./clock";
import { Exchange } from "./http/httpClient";
import type { Jobs, WatchedJobs } from "./job";
import { ModelArtsJobs } from "./jobs/jobsClient";
import { Pace } from "./http/rateLimiter";
import { proxySecrets } from "./http/proxy";
import { Redactor } from "./http/redaction";
import type { Settings } from "./config/settings";
import { AxiosTransport } from "./http/transport";
import { Watch } from "./jobs/coalescing";

export interface Connection {
    readonly jobs: Jobs;
    /** The same; looks at them are joined. */
    readonly watched: WatchedJobs;
    /** Found out once, where it is not set. */
    readonly projectId: () => Promise<string>;
}

/** What several connections of one process share, and what the world gives. */
export interface Surroundings {
    readonly clock: Clock;
    /** From 0 to 1. */
    readonly random: () => number;
    /** One for each endpoint. */
    readonly pace: (endpoint: string) => Pace;
}

export function surroundings(clock: Clock = systemClock): Surroundings {
    const paces = new Map<string, Pace>();
    const pace = (endpoint: string): Pace => {
        const known = paces.get(endpoint) ?? new Pace(clock);
        paces.set(endpoint, known);
        return known;
    };
    return { clock, random: Math.random, pace };
}

/** Joins the layers for one set of settings. Sends nothing by itself. */
export function connectTo(settings: Settings, around: Surroundings = surroundings()): Connection {
    const transport = new AxiosTransport(settings);
    const redactor = redactorFor(settings.credential);
    for (const endpoint of [settings.modelarts, settings.iam]) {
        for (const secret of proxySecrets(new URL(endpoint))) redactor.add(secret);
    }
    const redact = (text: string) => redactor.redact(text);
    const exchange = (id: "modelarts" | "iam", auth: Auth, headers: Record<string, string> = {}) => {
        const endpoint = settings[id];
        const title = id === "iam" ? "IAM" : "ModelArts";
        const service = { id, title, endpoint, region: settings.region, redact };
        const { clock, random } = around;
        return new Exchange({
            transport,
            auth,
            headers,
            service,
            retry: settings,
            clock,
            random,
            pace: around.pace(endpoint),
        });
    };

    const auth = authFor(settings, exchange("iam", noAuth), around.clock, redactor);
    const iam = exchange("iam", auth);
    const { project } = settings;
    const projectId = once(async () => {
        if ("id" in project) return project.id;
        return (await auth.projectId?.()) ?? (await findProject(iam, settings, project.name));
    });
    const modelarts = once(async () => exchange("modelarts", auth, { "X-Project-Id": await projectId() }));
    const jobs = new ModelArtsJobs({ projectId, exchange: modelarts, clock: around.clock, retry: settings });
    return { projectId, jobs, watched: new Watch(jobs, around.clock) };
}

function authFor(settings: Settings, iam: Exchange, clock: Clock, redactor: Redactor): Auth {
    const { credential, project } = settings;
    switch (credential.kind) {
        case "keys":
            return new KeyAuth(credential, settings, clock);
        case "token":
            return new TokenAuth(credential.token);
        case "password":
            return new PasswordAuth(credential, project, iam, (token) => {
                redactor.add(token);
            });
    }
}

/** One answer for all who ask, also while it is under way. A failure is not kept: the next one asks again. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
    let answer: Promise<T> | undefined;
    return () =>
        (answer ??= ask().catch((error: unknown) => {
            answer = undefined;
            throw error;
        }));
}

/** Takes the secrets of a credential out of what a server sends. */
export function redactorFor(credential: Credential): Redactor {
    return new Redactor(secretsOf(credential), credential.kind === "keys" ? credential.accessKey : undefined);
}

function secretsOf(credential: Credential): string[] {
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
