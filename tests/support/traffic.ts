import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";

/** In so many cycles of the event loop a response is read and the requests that follow from it are sent. */
const idleChecks = 10;

/** Tracks the open HTTP requests of this process, so that a test can wait until there are none. */
export class HttpActivity {
    private openRequests = 0;
    private readonly onStart = (event: unknown): void => {
        this.openRequests++;
        (event as { request: ClientRequest }).request.once("close", () => this.openRequests--);
    };

    constructor() {
        subscribe("http.client.request.start", this.onStart);
    }

    close(): void {
        unsubscribe("http.client.request.start", this.onStart);
    }

    waitUntilIdle = async (): Promise<void> => {
        for (let checks = 0; checks < idleChecks;) {
            await new Promise((resolve) => setImmediate(resolve));
            checks = this.openRequests === 0 ? checks + 1 : 0;
        }
    };
}
