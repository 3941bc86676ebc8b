import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** Turns of the event loop in which a response is read and the requests that follow from it are sent. */
const idleTurns = 10;

/** Counts the open HTTP requests of this process, so that a test can wait until there are none. */
export class HttpActivity {
    private openRequests = 0;
    private readonly onStart = (): void => {
        this.openRequests++;
    };
    private readonly onEnd = (): void => {
        this.openRequests--;
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
            turns = this.openRequests === 0 ? turns + 1 : 0;
        }
    };
}
