import type { JsonResponse } from "../response";
import type { IncomingRequest } from "../incomingRequest";
import type { Project } from "../options/account";
import type { Options } from "../options/options";
import { parseQuery } from "../query";

/** The projects that the lookup can find. */
export function visibleProjects({ projects, projectId, projectName }: Options): readonly Project[] {
    return projects ?? [{ id: projectId, name: projectName }];
}

/** Whether the credentials may use a project; the lookup may still hide it. */
export function ownsProject(options: Options, projectId: string): boolean {
    return projectId === options.projectId || visibleProjects(options).some(({ id }) => id === projectId);
}

export function lookUpProjects(incoming: IncomingRequest, options: Options, iam: string): JsonResponse {
    const nameFilter = parseQuery(incoming.query, options.plus).find(([name]) => name === "name")?.[1];
    const matches = (name: string) =>
        nameFilter === undefined ||
        (options.projectMatch === "exact" ? name === nameFilter : name.startsWith(nameFilter));
    const matchingProjects = visibleProjects(options).filter(({ name }) => matches(name));
    if (options.projectOrder === "reversed") matchingProjects.reverse();
    const projects = matchingProjects.map(({ id, name }) => ({
        domain_id: options.domainId,
        is_domain: false,
        parent_id: options.domainId,
        name,
        description: "",
        links: { self: `${iam}/v3/projects/${id}` },
        id,
        enabled: true,
    }));
    const links = { next: null, previous: null, self: `${iam}${incoming.target}` };
    return { status: 200, body: { links, projects } };
}
