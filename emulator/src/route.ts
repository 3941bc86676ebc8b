import { decodeComponent } from "./query";

/** Maps method and path below the jobs of a project to a call. "*" is the ID of a job. */
const jobCalls = {
    "POST ": "create",
    "GET ": "list",
    "GET /*": "show",
    "PUT /*": "update",
    "DELETE /*": "delete",
    "POST /*/stop": "stop",
    "POST /*/restart": "restart",
} as const;
const iamCalls = {
    "GET /v3": "version",
    "GET /v3/auth/catalog": "catalog",
    "POST /v3/auth/tokens": "tokens",
    "GET /v3/projects": "projects",
    "GET /v3/auth/projects": "ownProjects",
} as const;
const iamCallNames: readonly CallName[] = Object.values(iamCalls);

export const callNames = [...Object.values(jobCalls), ...Object.values(iamCalls), "other" as const];
export type CallName = (typeof callNames)[number];

export interface Route {
    readonly call: CallName;
    readonly projectId?: string;
    readonly jobId?: string;
}

const jobsPath = /^\/v1\/([^/]+)\/visualization-jobs(?:\/([^/]+))?(?:\/([^/]+))?\/?$/;

export function findRoute(method: string, path: string, basePath: string): Route {
    const iamCall = find(iamCalls, `${method} ${path.replace(/\/$/, "")}`);
    if (iamCall) return { call: iamCall };
    const match = path.startsWith(basePath) ? jobsPath.exec(path.slice(basePath.length)) : null;
    const [, project = "", job, action] = match ?? [];
    const pattern = `${job === undefined ? "" : "/*"}${action === undefined ? "" : `/${action}`}`;
    const call = match && find(jobCalls, `${method} ${pattern}`);
    if (!call) return { call: "other" };
    const projectId = decodeComponent(project);
    return { call, projectId, ...(job !== undefined && { jobId: decodeComponent(job) }) };
}

export function isIamCall(call: CallName): boolean {
    return iamCallNames.includes(call);
}

function find(calls: Readonly<Record<string, CallName>>, key: string): CallName | undefined {
    return calls[key];
}
