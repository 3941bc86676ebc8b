import { statuses, statusFromCode } from "../../../provider/src/modelarts/status";

/** The statuses of the service's references, and the state of each. */
const documentedStatuses = [
    [0, "UNKNOWN", "unknown"],
    [1, "INIT", "starting"],
    [2, "IMAGE_CREATING", "starting"],
    [3, "IMAGE_FAILED", "failed"],
    [4, "SUBMIT_TRYING", "starting"],
    [5, "SUBMIT_FAILED", "failed"],
    [6, "DELETE_FAILED", "failed"],
    [7, "WAITING", "starting"],
    [8, "RUNNING", "running"],
    [9, "KILLING", "stopping"],
    [10, "COMPLETED", "stopped"],
    [11, "FAILED", "failed"],
    [12, "KILLED", "stopped"],
    [13, "CANCELED", "stopped"],
    [14, "LOST", "failed"],
    [15, "SCALING", "starting"],
    [16, "SUBMIT_MODEL_FAILED", "failed"],
    [17, "DEPLOY_SERVICE_FAILED", "failed"],
    [18, "CHECK_INIT", "starting"],
    [19, "CHECK_RUNNING", "starting"],
    [20, "CHECK_RUNNING_COMPLETED", "starting"],
    [21, "CHECK_FAILED", "failed"],
    [22, "MOUNT_FAILED", "failed"],
] as const;

describe("statusFromCode", () => {
    test.each(documentedStatuses)("maps %i to %s: %s", (code, name, state) => {
        expect(statusFromCode(code)).toEqual({ code, name, state });
    });

    test("knows the 23 documented statuses in order", () => {
        expect(statuses.map(({ code, name }) => [code, name])).toEqual(
            documentedStatuses.map(([code, name]) => [code, name]),
        );
    });

    test.each([23, 99, -1, 1.5, 2 ** 53])(
        "maps the undocumented %d to unknown, with the number as its name",
        (code) => {
            expect(statusFromCode(code)).toEqual({ code, name: String(code), state: "unknown" });
        },
    );
});
