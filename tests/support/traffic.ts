import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** Turns of the event loop in which an answer is read, and what follows from it is sent. */
const quietTurns = 10;

/** Watches the HTTP of this process, so that a test may know when nothing is under way. */
export class Traffic {
    private open = 0;
    private readonly begin = (): void => {
        this.open++;
    };
    private readonly end = (): void => {
        this.open--;
    };

    constructor() {
        subscribe("http.client.request.start", this.begin);
        subscribe("http.client.response.finish", this.end);
        subscribe("http.client.request.error", this.end);
    }

    close(): void {
        unsubscribe("http.client.request.start", this.begin);
        unsubscribe("http.client.response.finish", this.end);
        unsubscribe("http.client.request.error", this.end);
    }

    quiet = async (): Promise<void> => {
        for (let turns = 0; turns < quietTurns;) {
            await new Promise((resolve) => setImmediate(resolve));
            turns = this.open === 0 ? turns + 1 : 0;
        }
    };
}
