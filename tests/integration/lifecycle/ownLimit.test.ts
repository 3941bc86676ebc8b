import { useEmulator } from "../../support/emulatedClient";
import { newLifecycle } from "../../support/testLifecycle";
import { folder, validResource } from "../../support/inputs";

const emulator = useEmulator({ boot: 10_000 });

test("a create ends by its own limit while another one waits for a throttled list", async () => {
    const response = { status: 429, headers: { "Retry-After": "60" }, body: {} };
    let listCount = 0;
    emulator().onRequest(({ call }) => {
        if (call === "list" && ++listCount === 2) emulator().injectFault({ match: { call }, response });
    });
    const controller = new AbortController();
    const limits = { "modelarts:pollInterval": "0.1", "modelarts:waitTimeout": "600" };
    const { signal } = controller;
    const lifecycle = newLifecycle(emulator(), {}, { signal }, limits);
    const create = (name: string, timeouts = {}) =>
        lifecycle
            .create({ ...validResource({ trainUrl: folder, name }), timeouts })
            .catch((error: unknown) => error);
    let isLongOver = false;
    const long = create("long").finally(() => {
        isLongOver = true;
    });
    expect(await create("short", { create: "1s" })).toMatchObject({ error: { kind: "wait-timeout" } });
    expect(isLongOver).toBe(false);
    controller.abort();
    expect(await long).toMatchObject({ error: { kind: "cancelled" } });
});
