import { Authorizer } from "./account/authorizer";
import { type Endpoints, LoginEndpoint } from "./account/login";
import { lookUpProjects } from "./account/projects";
import type { TokenStore } from "./account/tokens";
import type { JsonResponse } from "./response";
import type { ServiceClock } from "./clock";
import type { RawResponse } from "./faults/delivery";
import type { IncomingRequest } from "./incomingRequest";
import { JobService } from "./jobs/service";
import type { JobStore } from "./jobs/store";
import { serialize } from "./json";
import type { Options } from "./options/options";
import { type RandomBytes, randomId } from "./random";
import { ServiceError, errorBody, errorStatus } from "./serviceError";
import type { Route } from "./route";
import { RateLimit } from "./rateLimit";

/** ModelArts and IAM: turns a request into a serialized response. */
export class Service {
    private readonly throttle: RateLimit;
    private readonly authorizer: Authorizer;
    private readonly login: LoginEndpoint;
    private readonly jobService: JobService;

    constructor(
        private readonly options: Options,
        private readonly clock: ServiceClock,
        private readonly randomBytes: RandomBytes,
        jobs: JobStore,
        tokens: TokenStore,
        private readonly endpoints: Endpoints,
    ) {
        this.throttle = new RateLimit(options, clock);
        this.authorizer = new Authorizer(options, clock, tokens);
        this.login = new LoginEndpoint(options, clock, tokens);
        this.jobService = new JobService(options, clock, jobs);
    }

    respond(route: Route, incoming: IncomingRequest): RawResponse {
        const requestId = randomId(this.randomBytes);
        const { status, headers, body } = this.handle(route, incoming, requestId);
        return { status, headers: { ...this.headers(requestId), ...headers }, body: serialize(body) };
    }

    /** The response to a call that is not carried out. */
    emptyResponse(): RawResponse {
        return { status: 200, headers: this.headers(randomId(this.randomBytes)), body: "{}" };
    }

    private headers(requestId: string): Readonly<Record<string, string>> {
        return {
            "Content-Type": "application/json;charset=utf-8",
            Date: new Date(this.clock.serviceTime()).toUTCString(),
            "X-Request-Id": requestId,
        };
    }

    private handle(route: Route, incoming: IncomingRequest, requestId: string): JsonResponse {
        try {
            return this.dispatch(route, incoming);
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            return {
                status: errorStatus(error, this.options),
                headers: error.headers,
                body: errorBody(error, this.options, requestId),
            };
        }
    }

    private dispatch(route: Route, incoming: IncomingRequest): JsonResponse {
        const isOffered = route.service === "iam" || this.options.offered;
        if (route.call === "other" || !isOffered)
            throw new ServiceError(
                "APIG.0101",
                "The API does not exist or has not been published in the environment.",
            );
        this.throttle.check(route.service);
        if (route.call === "tokens") return this.login.handle(incoming, this.endpoints);
        this.authorizer.check(incoming, route.projectId);
        if (route.call === "projects") return lookUpProjects(incoming, this.options, this.endpoints.iam);
        return this.jobService.handle(route, incoming);
    }
}
