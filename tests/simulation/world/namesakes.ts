import type { Clock } from "../../../provider/src/modelarts/clock";
import type { HttpRequest } from "../../../provider/src/modelarts/http/request";
import type { Conditions } from "../history/model";
import type { Services } from "./services";

const laterMs = 30_000;

/** Jobs that a colleague makes in the console, with the name that a create of ours has. */
export class Namesakes {
    private readonly names = new Set<string>();

    constructor(
        private readonly services: Services,
        private readonly clock: Clock,
    ) {}

    /** Copies the job of a create whose request does not arrive. With another folder the job is the colleague's own. */
    add(request: HttpRequest, how: NonNullable<Conditions["namesake"]>): void {
        if (request.method !== "POST" || !request.url.pathname.endsWith("/visualization-jobs")) return;
        const body = JSON.parse(request.body ?? "{}") as Readonly<Record<string, string | undefined>>;
        const { job_name: name = "", job_desc: description = "", train_url: trainUrl = "" } = body;
        if (this.names.has(name)) return;
        this.names.add(name);
        const service = this.services.route(request);
        const copy = {
            name,
            // The number of a colleague's job is far from those of the program.
            id: 700 + this.names.size,
            ...(how === "other folder" ? { trainUrl: "/colleague/logs/" } : { description, trainUrl }),
        };
        if (how === "later") void this.clock.sleep(laterMs).then(() => service.makeJob(copy));
        else service.makeJob(copy);
    }
}
