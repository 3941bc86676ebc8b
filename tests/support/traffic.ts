import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";

/** Turns of the event loop in which a response is read and the requests that follow from it are sent. */
const idleTurns = 10;

interface RequestEvent {
    readonly request: ClientRequest;
}

/** Tracks the open HTTP requests of this process, so that a test can wait until there are none. */
export class HttpActivity {
    private readonly openRequests = new Set<ClientRequest>();
    private readonly onStart = (event: unknown): void => {
        const { request } = event as RequestEvent;
        this.openRequests.add(request);
        // A request that is aborted may have neither a response nor an error.
        request.once("close", () => this.openRequests.delete(request));
    };
    private readonly onEnd = (event: unknown): void => {
        this.openRequests.delete((event as RequestEvent).request);
    };

    constructor() {
        subscribe("http.client.request.start", this.onStart);
        subscribe("http.client.response.finish", this.onEnd);
        subscribe("http.client.request.error", this.onEnd);
    }

    close(): void {
        unsubscribe("http.client.request.start", this.onStart);
        unsubscribe("http.client.response.finish", this.onEnd);
        unsubscribe("http.client.request.error", this.onEnd);
    }

    waitUntilIdle = async (): Promise<void> => {
        for (let turns = 0; turns < idleTurns;) {
            await new Promise((resolve) => setImmediate(resolve));
            turns = this.openRequests.size === 0 ? turns + 1 : 0;
        }
    };
}
