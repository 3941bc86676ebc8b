import { authorize } from "./account/authorize";
import { showCatalog, showVersion } from "./account/catalog";
import { logIn } from "./account/login";
import { lookUpProjects } from "./account/projects";
import type { TokenStore } from "./account/tokens";
import { type Context, randomId, serviceTime } from "./context";
import type { RawResponse } from "./faults/delivery";
import { JobService } from "./jobs/service";
import type { JobStore } from "./jobs/store";
import { type JsonResponse, serialize } from "./json";
import { RateLimit } from "./rateLimit";
import { hasJsonType, type IncomingRequest } from "./request";
import { isIamCall } from "./route";
import { errorResponse, ServiceError } from "./serviceError";

/** Responds to requests as ModelArts and IAM do. */
export class Service {
    private readonly rateLimit: RateLimit;
    private readonly jobService: JobService;

    constructor(
        private readonly context: Context,
        jobs: JobStore,
        private readonly tokens: TokenStore,
    ) {
        this.rateLimit = new RateLimit(context);
        this.jobService = new JobService(context, jobs);
    }

    /** Responds to a request. A call that is not carried out gets an empty response. */
    respond(request: IncomingRequest, isCarriedOut: boolean): RawResponse {
        const requestId = randomId(this.context);
        const response = isCarriedOut ? this.handle(request, requestId) : { status: 200, body: {} };
        const headers = {
            "Content-Type": "application/json;charset=utf-8",
            Date: new Date(serviceTime(this.context)).toUTCString(),
            "X-Request-Id": requestId,
            ...response.headers,
        };
        return { status: response.status, headers, body: serialize(response.body) };
    }

    private handle(request: IncomingRequest, requestId: string): JsonResponse {
        try {
            return this.dispatch(request);
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            return errorResponse(error, this.context.options, requestId);
        }
    }

    private dispatch(request: IncomingRequest): JsonResponse {
        const { call } = request.route;
        const isIam = isIamCall(call);
        if (call === "version") return showVersion(this.context);
        if (call === "other" || (!isIam && !this.context.options.offered)) {
            const message = "The API does not exist or has not been published in the environment.";
            throw new ServiceError("APIG.0101", message);
        }
        if (this.context.options.contentTypeRequired && !hasJsonType(request)) {
            const message = "The Content-Type must be application/json.";
            throw new ServiceError(isIam ? "IAM.0007" : "ModelArts.0101", message, 415);
        }
        this.rateLimit.check(isIam ? "iam" : "modelarts");
        if (call === "tokens") return logIn(request, this.context, this.tokens);
        authorize(request, this.context, this.tokens);
        if (call === "catalog") return showCatalog(request, this.context, this.tokens);
        return isIam ? lookUpProjects(request, this.context) : this.jobService.handle(request);
    }
}
