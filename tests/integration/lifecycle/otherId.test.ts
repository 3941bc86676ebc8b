import { useEmulator } from "../../support/emulatedClient";
import { validResource } from "../../support/inputs";
import { newLifecycle } from "../../support/testLifecycle";

const emulator = useEmulator();

test("an ID that the service writes in another way is neither adopted nor imported", async () => {
    const body = { job_id: "8992", job_name: "board", status: 8, train_url: "/bucket/logs/" };
    emulator().injectFault({ match: { call: "show" }, times: "always", response: { status: 200, body } });
    const resource = validResource({ visualizationId: "08992" });
    await expect(newLifecycle(emulator()).create(resource)).rejects.toThrow(
        "Could not adopt visualization job (08992): the ID of that job is 8992. Write 8992 in its place.",
    );
    await expect(newLifecycle(emulator()).import("08992")).rejects.toThrow("the ID of that job is 8992");
});
