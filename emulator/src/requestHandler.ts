import type { Clock } from "./clock";
import type { Control } from "./control";
import { type Delivery, toDelivery } from "./faults/delivery";
import { isCarriedOut } from "./faults/fault";
import type { FaultInjector } from "./faults/faultInjector";
import { IncomingRequest, type RawRequest } from "./incomingRequest";
import type { RecordedRequest, RequestLog } from "./requestLog";
import { route } from "./route";
import type { Service } from "./service";

export type RequestListener = (request: RecordedRequest) => void;

/** Handles one request: records it, applies a fault if one is due, carries the call out. */
export class RequestHandler {
    readonly listeners = new Set<RequestListener>();

    constructor(
        private readonly service: Service,
        private readonly faultInjector: FaultInjector,
        private readonly log: RequestLog,
        private readonly control: Control,
        private readonly clock: Clock,
        private readonly basePath: string,
    ) {}

    async handle(request: RawRequest): Promise<Delivery> {
        const incoming = new IncomingRequest(request);
        if (incoming.path.startsWith("/_emulator/")) return this.control.handle(incoming);
        const { reused = false, signal } = request;
        const target = route(incoming.method, incoming.path, this.basePath);
        const record = this.log.record(incoming, target);
        signal?.addEventListener("abort", () => {
            if (record.outcome === "pending") record.outcome = "closed by client";
        });
        for (const listener of this.listeners) listener(record);
        const fault = this.faultInjector.next({ ...record, reused });
        if (fault?.kind === "delay") await this.clock.sleep(fault.seconds * 1000);
        const shouldWork = fault === undefined || isCarriedOut(fault);
        const rawResponse = shouldWork
            ? this.service.respond(target, incoming)
            : this.service.emptyResponse();
        const delivery = toDelivery(rawResponse, fault);
        if (signal?.aborted) return delivery;
        record.outcome = fault === undefined || fault.kind === "delay" ? "answered" : fault.kind;
        if ("status" in delivery) record.status = delivery.status;
        return delivery;
    }
}
