import type { Answer } from "../answer";
import { objectIn } from "../body";
import type { Clock } from "../clock";
import type { Incoming } from "../incoming";
import type { Json } from "../json";
import type { Project } from "../options/account";
import type { Options } from "../options/options";
import { isRecord } from "../options/spec";
import { Refusal } from "../refusal";
import { listedProjects } from "./projects";
import type { Token, Tokens } from "./tokens";

export interface Addresses {
    readonly modelarts: string;
    readonly iam: string;
}

type Fields = Readonly<Record<string, unknown>>;

const invalid = (message: string) => new Refusal("IAM.0007", message, 400);

/** Answers a log-in by user name and password. */
export class Login {
    constructor(
        private readonly options: Options,
        private readonly clock: Clock,
        private readonly tokens: Tokens,
    ) {}

    answer(incoming: Incoming, addresses: Addresses): Answer {
        const auth = member(objectIn(incoming, invalid), "auth");
        const identity = member(auth, "identity");
        if (!Array.isArray(identity.methods) || !identity.methods.includes("password"))
            throw invalid("The identity method must be password.");
        const user = member(member(identity, "password"), "user");
        if (!this.isUser(user) || user.password !== this.options.password)
            throw new Refusal("IAM.0101", "The username or password is wrong.", 401);
        const project = this.project(auth.scope);
        const token = this.tokens.issue(project?.id ?? null);
        const catalog = /(^|&)nocatalog=/.test(incoming.query) ? [] : this.catalog(project, addresses);
        return {
            status: 201,
            headers: { "X-Subject-Token": token.text },
            body: { token: { ...this.told(token, project), catalog } },
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

    /** The project a token is wanted for; undefined where it is wanted for the account. */
    private project(scope: unknown): Project | undefined {
        if (!isRecord(scope) || scope.project === undefined) return undefined;
        const { id, name } = member(scope, "project");
        const { projectId, projectName } = this.options;
        const all = [...listedProjects(this.options), { id: projectId, name: projectName }];
        const found = all.find((one) => (id === undefined ? one.name === name : one.id === id));
        if (!found) throw new Refusal("IAM.0004", `Could not find project: ${String(id ?? name)}.`, 404);
        return found;
    }

    private told(token: Token, project: Project | undefined): Readonly<Record<string, Json>> {
        const { domainId, domainName, userId, userName } = this.options;
        const domain = { id: domainId, name: domainName };
        const time = (moment: number) => new Date(this.clock.told(moment)).toISOString().replace("Z", "000Z");
        return {
            expires_at: time(token.expiresAt),
            issued_at: time(token.issuedAt),
            methods: ["password"],
            ...(project ? { project: { domain, id: project.id, name: project.name } } : { domain }),
            roles: [],
            user: { domain, id: userId, name: userName, password_expires_at: "" },
        };
    }

    private catalog(project: Project | undefined, { modelarts, iam }: Addresses): Json[] {
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
    if (!isRecord(value)) throw invalid(`The request body must have ${name}.`);
    return value;
}
