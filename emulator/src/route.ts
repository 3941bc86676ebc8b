import { decodeComponent } from "./query";

export const callNames = [
    "create",
    "list",
    "show",
    "update",
    "stop",
    "restart",
    "delete",
    "projects",
    "tokens",
    "other",
] as const;
export type CallName = (typeof callNames)[number];

export interface Route {
    readonly call: CallName;
    readonly service: "modelarts" | "iam" | "none";
    readonly projectId?: string;
    readonly jobId?: string;
}

const iamCalls: Readonly<Record<string, CallName>> = {
    "POST /v3/auth/tokens": "tokens",
    "GET /v3/projects": "projects",
};
const collectionCalls: Readonly<Record<string, CallName>> = { POST: "create", GET: "list" };
const jobCalls: Readonly<Record<string, CallName>> = {
    "GET ": "show",
    "PUT ": "update",
    "DELETE ": "delete",
    "POST stop": "stop",
    "POST restart": "restart",
};
const jobsPath = /^\/v1\/([^/]+)\/visualization-jobs(?:\/([^/]+))?(?:\/([^/]+))?\/?$/;

export function route(method: string, path: string, basePath: string): Route {
    const iam = iamCalls[`${method} ${path}`];
    if (iam) return { call: iam, service: "iam" };
    const match = path.startsWith(basePath) ? jobsPath.exec(path.slice(basePath.length)) : null;
    if (!match) return { call: "other", service: "none" };
    const [, project = "", job, action = ""] = match;
    const projectId = decodeComponent(project);
    const call = job === undefined ? collectionCalls[method] : jobCalls[`${method} ${action}`];
    if (!call) return { call: "other", service: "none" };
    return {
        call,
        service: "modelarts",
        projectId,
        ...(job === undefined ? {} : { jobId: decodeComponent(job) }),
    };
}
