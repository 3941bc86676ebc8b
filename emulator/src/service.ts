import { randomBytes } from "node:crypto";
import { Gate } from "./account/gate";
import { type Addresses, Login } from "./account/login";
import { projectLookup } from "./account/projects";
import type { Tokens } from "./account/tokens";
import type { Answer } from "./answer";
import type { Clock } from "./clock";
import type { Reply } from "./faults/delivery";
import type { Incoming } from "./incoming";
import { JobService } from "./jobs/service";
import type { JobStore } from "./jobs/store";
import { serialize } from "./json";
import type { Options } from "./options/options";
import { Refusal, refusalBody, refusalStatus } from "./refusal";
import type { Route } from "./route";
import { Throttle } from "./throttle";

/** ModelArts and IAM: a request goes in, the bytes of an answer come out. */
export class Service {
    private readonly throttle: Throttle;
    private readonly gate: Gate;
    private readonly login: Login;
    private readonly jobService: JobService;

    constructor(
        private readonly options: Options,
        private readonly clock: Clock,
        jobs: JobStore,
        tokens: Tokens,
        private readonly addresses: Addresses,
    ) {
        this.throttle = new Throttle(options, clock);
        this.gate = new Gate(options, clock, tokens);
        this.login = new Login(options, clock, tokens);
        this.jobService = new JobService(options, clock, jobs);
    }

    reply(route: Route, incoming: Incoming): Reply {
        const requestId = randomBytes(16).toString("hex");
        const { status, headers, body } = this.answer(route, incoming, requestId);
        return { status, headers: { ...this.headers(requestId), ...headers }, body: serialize(body) };
    }

    /** What goes out where nothing was done. */
    noReply(): Reply {
        return { status: 200, headers: this.headers(randomBytes(16).toString("hex")), body: "{}" };
    }

    private headers(requestId: string): Readonly<Record<string, string>> {
        return {
            "Content-Type": "application/json;charset=utf-8",
            Date: new Date(this.clock.told()).toUTCString(),
            "X-Request-Id": requestId,
        };
    }

    private answer(route: Route, incoming: Incoming, requestId: string): Answer {
        try {
            return this.attempt(route, incoming);
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return {
                status: refusalStatus(error, this.options),
                headers: error.headers,
                body: refusalBody(error, this.options, requestId),
            };
        }
    }

    private attempt(route: Route, incoming: Incoming): Answer {
        const offered = route.service === "iam" || this.options.offered;
        if (route.call === "other" || !offered)
            throw new Refusal(
                "APIG.0101",
                "The API does not exist or has not been published in the environment.",
            );
        this.throttle.check(route.service);
        if (route.call === "tokens") return this.login.answer(incoming, this.addresses);
        this.gate.check(incoming, route.projectId);
        if (route.call === "projects") return projectLookup(incoming, this.options, this.addresses.iam);
        return this.jobService.answer(route, incoming);
    }
}
