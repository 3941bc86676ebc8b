import { boardPage } from "./boardPage";
import type { Context } from "./context";
import { Control } from "./control";
import { handleControlRequest } from "./controlApi";
import { type Delivery, toDelivery } from "./faults/delivery";
import { isCarriedOut } from "./faults/fault";
import { type RawRequest, readRequest, type RecordedRequest } from "./request";
import { Service } from "./service";

type RequestListener = (request: RecordedRequest) => void;

/** Handles one request after another as the service does. Tests can inspect and change it. */
export class Emulator extends Control {
    private readonly service: Service;
    private readonly listeners = new Set<RequestListener>();
    private requestCount = 0;

    constructor(
        context: Context,
        /** Closes all connections. Resolves when the listener, if there is one, no longer listens. */
        readonly close = () => Promise.resolve(),
    ) {
        super(context);
        this.service = new Service(context, this.store, this.tokens);
    }

    /** Handles one request to the service or to the control API, and returns how it ends. */
    async handle(request: RawRequest): Promise<Delivery> {
        const { clock, basePath } = this.context;
        const incomingRequest = readRequest(request, basePath);
        if (incomingRequest.path.startsWith("/_emulator/"))
            return handleControlRequest(this, incomingRequest);
        const [, boardId] = /^\/modelarts2\/tensorboard\/[^/]+\/(\d+)\/?$/.exec(incomingRequest.path) ?? [];
        if (boardId !== undefined) return boardPage(this.job(boardId));
        const { reused = false, signal } = request;
        const record: RecordedRequest = {
            n: ++this.requestCount,
            at: new Date(clock.now()).toISOString(),
            method: incomingRequest.method,
            path: incomingRequest.target,
            headers: incomingRequest.headers,
            body: incomingRequest.body.toString("utf8"),
            ...incomingRequest.route,
            outcome: "pending",
        };
        this.log.push(record);
        signal?.addEventListener("abort", () => {
            if (record.outcome === "pending") record.outcome = "closed by client";
        });
        for (const listener of this.listeners) listener(record);
        const fault = this.faultInjector.next({ ...record, reused });
        if (fault?.kind === "delay") await clock.sleep(fault.seconds * 1000);
        const response = this.service.respond(incomingRequest, fault === undefined || isCarriedOut(fault));
        const delivery = toDelivery(response, fault);
        if (signal?.aborted) return delivery;
        record.outcome = fault === undefined || fault.kind === "delay" ? "responded" : fault.kind;
        if ("status" in delivery) record.status = delivery.status;
        return delivery;
    }

    /** Calls `listener` for each request before it is handled. Returns a function that removes the listener. */
    onRequest(listener: RequestListener): () => void {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    }
}
