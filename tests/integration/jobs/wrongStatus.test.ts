import { connect } from "../../../provider/src/client";
import { useEmulator } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";

const emulator = useEmulator({ boot: 1_000_000, stop: 1_000_000 });
const connectToEmulator = () => {
    const { region, projectId, accessKey, secretKey, modelarts, iam } = emulator().info;
    return connect({ region, projectId, accessKey, secretKey, endpoints: { modelarts, iam } });
};

describe("a script is told what to do where the status of the job does not allow", () => {
    test.each([
        ["stop", 12, "The job is already stopped (KILLED)."],
        ["stop", 9, "The status of the job is KILLING: wait with waitFor"],
        ["restart", 8, "The job is already running (RUNNING)."],
        ["restart", 7, "The job is already starting (WAITING)."],
        ["delete", 8, "The job is running (RUNNING): stop it, wait with waitFor"],
        ["delete", 9, "The status of the job is KILLING: wait with waitFor"],
    ] as const)("%s at status %i", async (action, status, hint) => {
        const { id } = emulator().makeJob({ status });
        const error = await rejectionOf(connectToEmulator()[action](id));
        expect(error).toMatchObject({ kind: "wrong-status", job: { id } });
        expect(error.message).toContain(` ${hint}`);
    });

    test("and nothing more where the job cannot be looked up", async () => {
        const { id } = emulator().makeJob({ status: 12 });
        emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 403 } });
        const error = await rejectionOf(connectToEmulator().stop(id));
        expect(error.message).toContain("Check the status of the job");
    });
});
