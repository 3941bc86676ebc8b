import * as v from "valibot";
import { ModelArtsFailure } from "../errors";
import { id, maybe, type Reader, reader } from "../http/body";
import type { Exchange } from "../http/httpClient";
import type { PasswordLogin } from "../config/credentials";
import type { Settings } from "../config/settings";
const projects = v.object({ projects: v.array(v.object({ id, name: v.string() })) });

const login = v.object({ token: v.object({ project: maybe(v.object({ id })) }) });

export const readProjects: Reader<{ id: string; name: string }[]> = reader(
    projects,
    (fields) => fields.projects,
);

export interface Login {
    readonly token: string;
    readonly projectId: string | undefined;
}

/** The token itself comes in a header. */
export function readLogin(json: unknown, headers: Readonly<Record<string, string>>): Login | undefined {
    const token = headers["x-subject-token"];
    const read = v.safeParse(login, json);
    if (!read.success || token === undefined || token === "") return undefined;
    return { token, projectId: read.output.token.project?.id };
}

/** An account that logs in without an IAM user is its own domain. */
export function loginBody(user: PasswordLogin, project: Settings["project"]): string {
    const { userId, userName, password, domainId, domainName = userName } = user;
    const domain = domainId === undefined ? { name: domainName } : { id: domainId };
    const who = userId === undefined ? { name: userName, domain } : { id: userId };
    return JSON.stringify({
        auth: {
            identity: { methods: ["password"], password: { user: { ...who, password } } },
            scope: { project },
        },
    });
}

/** The ID of the project with exactly this name. Never makes one. */
export async function findProject(iam: Exchange, settings: Settings, name: string): Promise<string> {
    const attempted = `look up the project "${name}"`;
    const projects = await iam.call({
        attempted,
        method: "GET",
        path: "/v3/projects",
        query: { name },
        read: readProjects,
        repeatable: true,
    });
    const found = projects.find((project) => project.name === name);
    if (found !== undefined) return found.id;
    throw new ModelArtsFailure({
        kind: "settings",
        attempted,
        because: `the account has no project of that name in region ${settings.region} (asked ${settings.iam})`,
        advice: "Set huaweicloud:projectId (or HW_PROJECT_ID), or correct huaweicloud:projectName or the region.",
    });
}
