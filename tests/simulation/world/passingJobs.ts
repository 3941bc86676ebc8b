import type { HttpRequest } from "../../../provider/src/modelarts/http/request";
import type { Services } from "./services";

/** Numbers of the jobs of colleagues that come and go. A list in order of the IDs has them first. */
const ids = [401, 402, 403, 404] as const;

/** Jobs of colleagues that are deleted while a client reads a list, so that the jobs of the next pages move up. */
export class PassingJobs {
    isEnabled = false;

    constructor(private readonly services: Services) {}

    /** Deletes a job, as a colleague, before the second and each further page of a list. Later four new ones come. */
    change(request: HttpRequest): void {
        const { pathname, searchParams } = request.url;
        if (!this.isEnabled || !pathname.endsWith("/visualization-jobs") || request.method !== "GET") return;
        const service = this.services.route(request);
        const present = ids.filter((id) => service.job(String(id)) !== undefined);
        if (present.length === 0) for (const id of ids) service.makeJob({ id, name: `passing-${id}` });
        else if (Number(searchParams.get("page") ?? "1") > 1) service.removeJob(String(present[0]));
    }
}
