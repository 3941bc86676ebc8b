import type { JsonResponse } from "../response";
import { readJsonObject } from "../body";
import type { ServiceClock } from "../clock";
import type { IncomingRequest } from "../incomingRequest";
import type { Json } from "../json";
import type { Project } from "../options/account";
import type { Options } from "../options/options";
import { isRecord } from "../options/spec";
import { ServiceError } from "../serviceError";
import { visibleProjects } from "./projects";
import type { Token, TokenStore } from "./tokens";

export interface Endpoints {
    readonly modelarts: string;
    readonly iam: string;
}

type Fields = Readonly<Record<string, unknown>>;

const invalidRequest = (message: string) => new ServiceError("IAM.0007", message, 400);

/** Issues tokens for a user name and a password. */
export class LoginEndpoint {
    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly tokens: TokenStore,
    ) {}

    handle(incoming: IncomingRequest, endpoints: Endpoints): JsonResponse {
        const auth = member(readJsonObject(incoming, invalidRequest), "auth");
        const identity = member(auth, "identity");
        if (!Array.isArray(identity.methods) || !identity.methods.includes("password"))
            throw invalidRequest("The identity method must be password.");
        const user = member(member(identity, "password"), "user");
        if (!this.isUser(user) || user.password !== this.options.password)
            throw new ServiceError("IAM.0101", "The username or password is wrong.", 401);
        const project = this.findProject(auth.scope);
        const token = this.tokens.issue(project?.id ?? null);
        const catalog = /(^|&)nocatalog=/.test(incoming.query) ? [] : this.catalog(project, endpoints);
        return {
            status: 201,
            headers: { "X-Subject-Token": token.text },
            body: { token: { ...this.tokenBody(token, project), catalog } },
        };
    }

    private isUser({ id, name, domain }: Fields): boolean {
        const { userId, userName, domainId, domainName, upgradedAccount } = this.options;
        if (id !== undefined) return id === userId;
        if (name !== userName || (upgradedAccount && name === domainName)) return false;
        if (domain === undefined) return name === domainName;
        if (!isRecord(domain)) return false;
        return domain.id === undefined ? domain.name === domainName : domain.id === domainId;
    }

    /** The project that the token is scoped to; undefined if it is scoped to the account. */
    private findProject(scope: unknown): Project | undefined {
        if (!isRecord(scope) || scope.project === undefined) return undefined;
        const { id, name } = member(scope, "project");
        const { projectId, projectName } = this.options;
        const all = [...visibleProjects(this.options), { id: projectId, name: projectName }];
        const project = all.find((one) => (id === undefined ? one.name === name : one.id === id));
        if (!project)
            throw new ServiceError("IAM.0004", `Could not find project: ${String(id ?? name)}.`, 404);
        return project;
    }

    private tokenBody(token: Token, project: Project | undefined): Readonly<Record<string, Json>> {
        const { domainId, domainName, userId, userName } = this.options;
        const domain = { id: domainId, name: domainName };
        const time = (moment: number) =>
            new Date(this.clock.serviceTime(moment)).toISOString().replace("Z", "000Z");
        return {
            expires_at: time(token.expiresAt),
            issued_at: time(token.issuedAt),
            methods: ["password"],
            ...(project ? { project: { domain, id: project.id, name: project.name } } : { domain }),
            roles: [],
            user: { domain, id: userId, name: userName, password_expires_at: "" },
        };
    }

    private catalog(project: Project | undefined, { modelarts, iam }: Endpoints): Json[] {
        const { region } = this.options;
        const entry = (type: string, url: string, where: string) => ({
            type,
            name: type,
            id: `catalogue-${type}`,
            endpoints: [
                { id: `endpoint-${type}`, interface: "public", region: where, region_id: where, url },
            ],
        });
        const entries = [entry("iam", `${iam}/v3.0`, "*")];
        return project
            ? [entry("modelarts", `${modelarts}/v1.0/${project.id}`, region), ...entries]
            : entries;
    }
}

function member(fields: Fields, name: string): Fields {
    const value = fields[name];
    if (!isRecord(value)) throw invalidRequest(`The request body must have ${name}.`);
    return value;
}
