import type { Answer } from "../answer";
import type { Incoming } from "../incoming";
import type { Project } from "../options/account";
import type { Options } from "../options/options";
import { parameters } from "../query";

/** What the lookup can find. */
export function listedProjects({ projects, projectId, projectName }: Options): readonly Project[] {
    return projects ?? [{ id: projectId, name: projectName }];
}

/** What the credentials are good for, even where the lookup does not show it. */
export function owns(options: Options, projectId: string): boolean {
    return projectId === options.projectId || listedProjects(options).some(({ id }) => id === projectId);
}

export function projectLookup(incoming: Incoming, options: Options, iam: string): Answer {
    const wanted = parameters(incoming.query, options.plus).find(([name]) => name === "name")?.[1];
    const matches = (name: string) =>
        wanted === undefined ||
        (options.projectMatch === "exact" ? name === wanted : name.startsWith(wanted));
    const found = listedProjects(options).filter(({ name }) => matches(name));
    if (options.projectOrder === "reversed") found.reverse();
    const projects = found.map(({ id, name }) => ({
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
