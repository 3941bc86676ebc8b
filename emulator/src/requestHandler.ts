import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Control } from "./control";
import { deliver } from "./faults/delivery";
import { isCarriedOut } from "./faults/fault";
import type { FaultInjector } from "./faults/faultInjector";
import type { IncomingRequest } from "./incomingRequest";
import type { RecordedRequest, RequestLog } from "./requestLog";
import { route } from "./route";
import type { Service } from "./service";

export type RequestListener = (request: RecordedRequest) => void;

/** Handles one request: records it, applies a fault if one is due, carries the call out, sends the response. */
export class RequestHandler {
    readonly listeners = new Set<RequestListener>();

    constructor(
        private readonly service: Service,
        private readonly faultInjector: FaultInjector,
        private readonly log: RequestLog,
        private readonly control: Control,
        private readonly basePath: string,
    ) {}

    async handle(incoming: IncomingRequest, response: ServerResponse): Promise<void> {
        if (incoming.path.startsWith("/_emulator/")) {
            this.control.handle(incoming, response);
            return;
        }
        const target = route(incoming.method, incoming.path, this.basePath);
        const record = this.log.record(incoming, target);
        response.on("close", () => {
            if (record.outcome === "pending") record.outcome = "closed by client";
        });
        for (const listener of this.listeners) listener(record);
        const fault = this.faultInjector.next({ ...record, reused: incoming.reused });
        if (fault?.kind === "delay") await sleep(fault.seconds * 1000, undefined, { ref: false });
        const shouldWork = fault === undefined || isCarriedOut(fault);
        const rawResponse = shouldWork
            ? this.service.respond(target, incoming)
            : this.service.emptyResponse();
        if (response.destroyed) return;
        record.outcome = fault === undefined || fault.kind === "delay" ? "answered" : fault.kind;
        const status = deliver(response, rawResponse, fault);
        if (status !== undefined) record.status = status;
    }
}
