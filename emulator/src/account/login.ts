import { type Context, serviceTime } from "../context";
import { isRecord, type JsonObject, type JsonResponse } from "../json";
import type { Project } from "../options/account";
import type { Options } from "../options/options";
import { type IncomingRequest, readJsonObject } from "../request";
import { ServiceError } from "../serviceError";
import { listServices } from "./catalog";
import { visibleProjects } from "./projects";
import type { Token, TokenStore } from "./tokens";

type Fields = Readonly<Record<string, unknown>>;

const invalidRequest = (message: string) => new ServiceError("IAM.0007", message);

/** Issues a token for a user name and a password, or for a token. */
export function logIn(request: IncomingRequest, context: Context, tokens: TokenStore): JsonResponse {
    const auth = member(readJsonObject(request, "IAM.0007"), "auth");
    const identity = member(auth, "identity");
    const { methods } = identity;
    const method = ["password", "token"].find((one) => Array.isArray(methods) && methods.includes(one));
    if (method === undefined) throw invalidRequest("The identity method must be password or token.");
    if (method === "token") checkToken(member(identity, "token").id, tokens);
    else checkUser(member(member(identity, "password"), "user"), context.options);
    const project = findProject(auth.scope, context.options);
    const token = tokens.issue(project?.id ?? null);
    const catalog = /(^|&)nocatalog=/.test(request.query) ? [] : listServices(project?.id, context);
    return {
        status: 201,
        headers: { "X-Subject-Token": token.text },
        body: { token: { ...tokenBody(token, method, project, context), catalog } },
    };
}

function checkToken(id: unknown, tokens: TokenStore): void {
    const token = typeof id === "string" ? tokens.find(id) : null;
    if (token === null || token === "expired") throw new ServiceError("IAM.0101", "The token is wrong.", 401);
}

function checkUser(user: Fields, options: Options): void {
    if (!isUser(user, options) || user.password !== options.password)
        throw new ServiceError("IAM.0101", "The username or password is wrong.", 401);
}

function isUser({ id, name, domain }: Fields, options: Options): boolean {
    const { userId, userName, domainId, domainName, upgradedAccount } = options;
    if (id !== undefined) return id === userId;
    if (name !== userName || (upgradedAccount && name === domainName)) return false;
    if (domain === undefined) return name === domainName;
    if (!isRecord(domain)) return false;
    return domain.id === undefined ? domain.name === domainName : domain.id === domainId;
}

/** Returns the project that the token is scoped to, or undefined if it is scoped to the account. */
function findProject(scope: unknown, options: Options): Project | undefined {
    if (!isRecord(scope) || scope.project === undefined) return undefined;
    const { id, name } = member(scope, "project");
    const all = [...visibleProjects(options), { id: options.projectId, name: options.projectName }];
    const project = all.find((one) => (id === undefined ? one.name === name : one.id === id));
    if (!project) throw new ServiceError("IAM.0004", `Could not find project: ${String(id ?? name)}.`, 404);
    return project;
}

function tokenBody(token: Token, method: string, project: Project | undefined, context: Context): JsonObject {
    const { domainId, domainName, userId, userName } = context.options;
    const domain = { id: domainId, name: domainName };
    const format = (time: number) => new Date(serviceTime(context, time)).toISOString().replace("Z", "000Z");
    return {
        expires_at: format(token.expiresAt),
        issued_at: format(token.issuedAt),
        methods: [method],
        ...(project ? { project: { domain, id: project.id, name: project.name } } : { domain }),
        roles: [],
        user: { domain, id: userId, name: userName, password_expires_at: "" },
    };
}

function member(fields: Fields, name: string): Fields {
    const value = fields[name];
    if (!isRecord(value)) throw invalidRequest(`The request body must have ${name}.`);
    return value;
}
