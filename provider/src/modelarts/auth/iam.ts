import * as v from "valibot";
import { ModelArtsError } from "../errors";
import { id, optionalField, type Reader, createReader } from "../http/body";
import type { HttpClient } from "../http/httpClient";
import type { Limits } from "../limits";
import type { PasswordCredential } from "../config/credentials";
import type { Settings } from "../config/settings";
const projectsSchema = v.object({ projects: v.array(v.object({ id, name: v.string() })) });

const tokenSchema = v.object({ token: v.object({ project: optionalField(v.object({ id })) }) });

export const readProjectsResponse: Reader<{ id: string; name: string }[]> = createReader(
    projectsSchema,
    (fields) => fields.projects,
);

export interface TokenResponse {
    readonly token: string;
    readonly projectId: string | undefined;
}

/** The token itself is in a header of the response. */
export function readTokenResponse(
    json: unknown,
    headers: Readonly<Record<string, string>>,
): TokenResponse | undefined {
    const token = headers["x-subject-token"];
    const read = v.safeParse(tokenSchema, json);
    if (!read.success || token === undefined || token === "") return undefined;
    return { token, projectId: read.output.token.project?.id };
}

/** The body of a token request. An account that authenticates without an IAM user is its own domain. */
export function formatTokenBody(user: PasswordCredential, project: Settings["project"]): string {
    const { userId, userName, password, domainId, domainName = userName } = user;
    const domain = domainId === undefined ? { name: domainName } : { id: domainId };
    const userRef = userId === undefined ? { name: userName, domain } : { id: userId };
    return JSON.stringify({
        auth: {
            identity: { methods: ["password"], password: { user: { ...userRef, password } } },
            scope: { project },
        },
    });
}

export function lookupOperation(projectName: string): string {
    return `look up the project "${projectName}"`;
}

/** Finds the ID of the project with exactly this name. Creates no project. */
export async function findProject(
    iamClient: HttpClient,
    settings: Settings,
    name: string,
    limits: Limits,
): Promise<string> {
    const operation = lookupOperation(name);
    const projects = await iamClient.send({
        operation,
        method: "GET",
        path: "/v3/projects",
        query: { name },
        parse: readProjectsResponse,
        idempotent: true,
        signalUntilSent: limits.signal,
        get deadline() {
            return limits.deadline;
        },
    });
    const match = projects.find((project) => project.name === name);
    if (match !== undefined) return match.id;
    throw new ModelArtsError({
        kind: "settings",
        operation,
        reason: `the account has no project of that name in region ${settings.region} (asked ${settings.iam})`,
        hint: "Set huaweicloud:projectId (or HW_PROJECT_ID), or correct huaweicloud:projectName or the region.",
    });
}
