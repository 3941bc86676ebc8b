import type { Context } from "../context";
import type { JsonResponse } from "../json";
import type { Project } from "../options/account";
import type { Options } from "../options/options";
import { parseQuery } from "../query";
import type { IncomingRequest } from "../request";
import { ServiceError } from "../serviceError";

/** Returns the projects that the lookup can find. */
export function visibleProjects({ projects, projectId, projectName }: Options): readonly Project[] {
    return projects ?? [{ id: projectId, name: projectName }];
}

/** Returns whether the credentials may use a project; the lookup may still hide it. */
export function ownsProject(options: Options, projectId: string): boolean {
    return projectId === options.projectId || visibleProjects(options).some(({ id }) => id === projectId);
}

/** Lists the projects of the account, which needs a permission, or those of the user, which needs none. */
export function lookUpProjects(request: IncomingRequest, { options, url }: Context): JsonResponse {
    if (request.route.call === "projects" && !options.mayListProjects)
        throw new ServiceError("IAM.0002", "You are not authorized to perform the requested action.", 403);
    const nameFilter = parseQuery(request.query, options.plus).find(([name]) => name === "name")?.[1];
    const matches = ({ name }: Project) => nameFilter === undefined || name.startsWith(nameFilter);
    const matchingProjects = visibleProjects(options).filter(matches);
    if (options.projectOrder === "reversed") matchingProjects.reverse();
    const projects = matchingProjects.map(({ id, name }) => ({
        domain_id: options.domainId,
        is_domain: false,
        parent_id: options.domainId,
        name,
        description: "",
        links: { self: `${url}/v3/projects/${id}` },
        id,
        enabled: true,
    }));
    const links = { next: null, previous: null, self: `${url}${request.target}` };
    return { status: 200, body: { links, projects } };
}
