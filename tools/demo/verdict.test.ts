import { disagreement, inventory } from "./verdict";

const running = { id: "8992", name: "board", status: 8, statusName: "RUNNING" };
const killed = { ...running, status: 12, statusName: "KILLED" };
const look = { method: "GET", call: "show" } as const;
const stop = { method: "POST", call: "stop" } as const;
const remove = { method: "DELETE", call: "delete" } as const;
const destroy = { sends: ["stop", "delete"], leaves: "nothing" } as const;
const update = { sends: ["stop"], leaves: "stopped" } as const;

describe("the service's verdict on a step", () => {
    it("is silent when all is as it must be", () => {
        expect(disagreement(update, [look, stop, look], [killed])).toBeUndefined();
        expect(disagreement(destroy, [stop, look, remove], [])).toBeUndefined();
        expect(disagreement({ sends: [], leaves: "stopped" }, [look], [killed])).toBeUndefined();
    });

    it.each([
        [
            "a job left running",
            destroy,
            [stop, remove],
            [running],
            "now have nothing, and it has: job 8992, board, is RUNNING",
        ],
        ["a stop that was not sent", destroy, [remove], [], "received stop, delete, and it received delete"],
        [
            "a change without need",
            { sends: [], leaves: "stopped" } as const,
            [stop],
            [killed],
            "received nothing, and it received stop",
        ],
        ["a job that is not there", update, [stop], [], "now have stopped, and it has: no job at all"],
    ])("names %s", (_what, step, requests, jobs, words) => {
        expect(disagreement(step, requests, jobs)).toContain(words);
    });

    it("translates the service's words", () => {
        expect(inventory([running, killed])).toBe(
            "job 8992, board, is RUNNING; job 8992, board, is KILLED (stopped)",
        );
    });
});
