import { decodePart } from "./query";

export const calls = [
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
export type Call = (typeof calls)[number];

export interface Route {
    readonly call: Call;
    readonly service: "modelarts" | "iam" | "none";
    readonly projectId?: string;
    readonly jobId?: string;
}

const iamCalls: Readonly<Record<string, Call>> = {
    "POST /v3/auth/tokens": "tokens",
    "GET /v3/projects": "projects",
};
const collectionCalls: Readonly<Record<string, Call>> = { POST: "create", GET: "list" };
const jobCalls: Readonly<Record<string, Call>> = {
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
    const projectId = decodePart(project);
    const call = job === undefined ? collectionCalls[method] : jobCalls[`${method} ${action}`];
    if (!call) return { call: "other", service: "none" };
    return {
        call,
        service: "modelarts",
        projectId,
        ...(job === undefined ? {} : { jobId: decodePart(job) }),
    };
}
