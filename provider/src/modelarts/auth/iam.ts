import * as v from "valibot";
import { isModelArtsError, ModelArtsError, transientErrors } from "../errors";
import { id, optionalField, type ResponseReader, createReader } from "../http/body";
import type { HttpClient } from "../http/httpClient";
import type { Limits } from "../limits";
import type { PasswordCredential } from "../config/credentialParts";
import type { Settings } from "../config/settings";
const projectsSchema = v.object({ projects: v.array(v.object({ id, name: v.string() })) });

const tokenSchema = v.object({ token: v.object({ project: optionalField(v.object({ id })) }) });

export const readProjectsResponse: ResponseReader<{ id: string; name: string }[]> = createReader(
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
    const result = v.safeParse(tokenSchema, json);
    if (!result.success || token === undefined || token === "") return undefined;
    return { token, projectId: result.output.token.project?.id };
}

/** Returns the body of a token request. An account that authenticates without an IAM user is its own domain. */
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

/** This call is documented with a token only. */
const ownProjectsPath = "/v3/auth/projects";

/**
 * Finds the ID of the project with exactly this name. Creates no project. The list of the account needs the permission
 * `iam:projects:listProjects`, which many users lack; that of the user's own projects needs none (both are documented in
 * the IAM API reference).
 */
export async function findProject(
    iamClient: HttpClient,
    settings: Settings,
    name: string,
    limits: Limits,
): Promise<string> {
    const operation = lookupOperation(name);
    const listProjects = (path: string, query: { name?: string }) =>
        iamClient.send({
            operation,
            method: "GET",
            path,
            query,
            parse: readProjectsResponse,
            idempotent: true,
            signalUntilSent: limits.signal,
            get deadline() {
                return limits.deadline;
            },
            onRetry: limits.onRetry,
            hints: { "permission-denied": permissionHint },
            mayNotFitCredential: path === ownProjectsPath,
        });
    const projects = await listProjects("/v3/projects", { name }).catch(async (error: unknown) => {
        if (!isModelArtsError(error, "permission-denied")) throw error;
        return listProjects(ownProjectsPath, {}).catch((secondError: unknown) => {
            throw isFinalRejection(secondError) ? error : secondError;
        });
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

const permissionHint =
    "Set huaweicloud:projectId (or HW_PROJECT_ID), or grant the IAM action iam:projects:listProjects to the user of these " +
    "credentials.";

/** An IAM without this call, or one that does not accept this credential for it, does not explain the first rejection. */
function isFinalRejection(error: unknown): boolean {
    return (
        isModelArtsError(error) &&
        error.httpStatus !== undefined &&
        !isModelArtsError(error, ...transientErrors)
    );
}
