import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Control } from "./control";
import { deliver } from "./faults/delivery";
import { works } from "./faults/fault";
import type { Faults } from "./faults/faults";
import type { Incoming } from "./incoming";
import type { RecordedRequest, RequestLog } from "./requestLog";
import { route } from "./route";
import type { Service } from "./service";

export type RequestListener = (request: RecordedRequest) => void;

/** From a request to what goes back: record it, meet a fault or not, do the work, deliver. */
export class Exchange {
    readonly listeners = new Set<RequestListener>();

    constructor(
        private readonly service: Service,
        private readonly faults: Faults,
        private readonly log: RequestLog,
        private readonly control: Control,
        private readonly basePath: string,
    ) {}

    async handle(incoming: Incoming, response: ServerResponse): Promise<void> {
        if (incoming.path.startsWith("/_emulator/")) {
            this.control.answer(incoming, response);
            return;
        }
        const target = route(incoming.method, incoming.path, this.basePath);
        const record = this.log.record(incoming, target);
        response.on("close", () => {
            if (record.outcome === "pending") record.outcome = "closed by client";
        });
        for (const listener of this.listeners) listener(record);
        const fault = this.faults.next({ ...record, reused: incoming.reused });
        if (fault?.kind === "delay") await sleep(fault.seconds * 1000, undefined, { ref: false });
        const work = fault === undefined || works(fault);
        const reply = work ? this.service.reply(target, incoming) : this.service.noReply();
        if (response.destroyed) return;
        record.outcome = fault === undefined || fault.kind === "delay" ? "answered" : fault.kind;
        const status = deliver(response, reply, fault);
        if (status !== undefined) record.status = status;
    }
}
