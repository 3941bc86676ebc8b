import { authFor, findProject } from "./auth";
import { Exchange, type ExchangeParts } from "./exchange";
import type { Jobs } from "./job";
import { ModelArtsJobs } from "./jobs";
import { redactor } from "./redact";
import type { Settings } from "./settings";
import { AxiosTransport } from "./transport";

export interface Connection {
    readonly jobs: Jobs;
    /** Looked up once, where it is not set. */
    readonly projectId: () => Promise<string>;
}

/** Joins the layers for one set of settings. Sends nothing by itself. */
export function connectTo(settings: Settings, now: () => Date = () => new Date()): Connection {
    const shared = {
        transport: new AxiosTransport(settings),
        auth: authFor(settings, now),
        region: settings.region,
        redact: redactor(settings.credential),
    };
    const exchange = (parts: Pick<ExchangeParts, "service" | "endpoint" | "headers">) =>
        new Exchange({ ...shared, ...parts });

    const iam = exchange({ service: { id: "iam", title: "IAM" }, endpoint: settings.iam, headers: {} });
    const projectId = once(() =>
        "id" in settings.project
            ? Promise.resolve(settings.project.id)
            : findProject(iam, settings, settings.project.name),
    );
    const modelarts = once(async () =>
        exchange({
            service: { id: "modelarts", title: "ModelArts" },
            endpoint: settings.modelarts,
            headers: { "X-Project-Id": await projectId() },
        }),
    );
    return { projectId, jobs: new ModelArtsJobs({ projectId, exchange: modelarts }) };
}

/** One answer for all who ask, also while it is under way. A failure is not kept: the next one asks again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
    let answer: Promise<T> | undefined;
    return () =>
        (answer ??= ask().catch((error: unknown) => {
            answer = undefined;
            throw error;
        }));
}
