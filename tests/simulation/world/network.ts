import type { Clock } from "../../../provider/src/modelarts/clock";
import type { CallGate } from "./callGate";
import type { Conditions } from "../history/model";
import type { Namesakes } from "./namesakes";
import { PassingJobs } from "./passingJobs";
import type { SeededRandom } from "./seededRandom";
import type { Services } from "./services";
import type { Network, NetworkFault } from "./simulatedTransport";

/** What the requests of all provider processes of a world have in common. */
export class WorldNetwork {
    conditions: Pick<Conditions, "faults" | "namesake" | "appearsAfter"> = {};
    /** Requests of all operations, and of the last one. */
    totalCount = 0;
    count = 0;
    /** Requests that a process has sent after the engine sent it a cancel. */
    readonly requestsAfterCancel: string[] = [];

    readonly passingJobs: PassingJobs;

    constructor(
        private readonly services: Services,
        private readonly namesakes: Namesakes,
        private readonly gate: CallGate,
        private readonly clock: Clock,
        private readonly random: SeededRandom,
        private readonly note: (line: string) => void,
    ) {
        this.passingJobs = new PassingJobs(services);
    }

    /** Begins a new operation of the engine. */
    reset(conditions: WorldNetwork["conditions"]): void {
        this.conditions = conditions;
        this.count = 0;
        this.requestsAfterCancel.length = 0;
    }

    /** Returns the network as one process has it. */
    of(process: string): Network {
        return {
            route: (request) => {
                this.passingJobs.change(request);
                return this.services.route(request);
            },
            isHidden: (service, id) => {
                const { appearsAfter } = this.conditions;
                const job = appearsAfter === undefined ? undefined : service.job(id);
                return (
                    job !== undefined && this.clock.timeOfDay() < job.createdAt + (appearsAfter ?? 0) * 1000
                );
            },
            onSend: (request, fault) => {
                if (this.gate.cancelledProcesses.has(process))
                    this.requestsAfterCancel.push(`${request.method} ${request.url.pathname}`);
                const { namesake } = this.conditions;
                if (namesake !== undefined && fault?.endsWith("before") === true)
                    this.namesakes.add(request, namesake);
            },
            drawLatency: () => 5 + this.random.below(40),
            drawFault: () => this.drawFault(),
            log: (line) => {
                this.count++;
                this.totalCount++;
                this.note(`# ${line}`);
            },
        };
    }

    private drawFault(): NetworkFault | undefined {
        for (const [probability, fault] of this.conditions.faults ?? [])
            if (this.random.chance(probability)) return fault;
        return undefined;
    }
}
