import { unknownValue } from "../../../provider/src/properties/inputs";
import { createResource, previewChange, usePlugins } from "../../support/emulatedPlugin";
import { urnOf } from "../../support/urns";
import { useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0, stop: 0 });
const plugins = usePlugins();
const args = { trainUrl: "/bucket/logs/", state: "running", description: "first" };

test.each([
    {
        what: "what an update in place adds, changes and removes",
        newArgs: { trainUrl: "/bucket/logs/", state: "stopped", skipAwait: true },
        replaces: [],
        detailedDiff: { description: "delete", skipAwait: "add", state: "update" },
    },
    {
        what: "which of the changes need a new job",
        newArgs: { trainUrl: "/bucket/others/", autoStopHours: 4, description: "open" },
        replaces: ["autoStopHours", "trainUrl"],
        detailedDiff: {
            autoStopHours: "add-replace",
            description: "update",
            trainUrl: "update-replace",
        },
    },
    { what: "that nothing changes", newArgs: args, replaces: [], detailedDiff: {} },
])("shows $what, and sends nothing", async ({ newArgs, replaces, detailedDiff }) => {
    const plugin = await plugins.start(emulator());
    const board = await createResource(plugin, "board", args);
    emulator().clearRequests();
    const { difference, failures } = await previewChange(plugin, board, newArgs);
    expect(failures).toEqual([]);
    expect(difference.changes).toBe(Object.keys(detailedDiff).length > 0);
    expect([...difference.replaces].sort()).toEqual(replaces);
    expect(difference.detailedDiff).toEqual(detailedDiff);
    expect(emulator().requests).toEqual([]);
});

test("previews a new job without a request, and leaves computed outputs unknown", async () => {
    const plugin = await plugins.start(emulator());
    const { inputs } = await plugin.check(urnOf("board"), args);
    const { outputs } = await plugin.create(urnOf("board"), inputs, { preview: true });
    expect(outputs).toMatchObject({ ...args, name: inputs["name"] });
    expect(outputs).toMatchObject({ serviceUrl: unknownValue, visualizationId: unknownValue });
    expect(emulator().requests).toEqual([]);
});

test("takes the name that pulumi:autonaming proposes, and keeps the name that the state has", async () => {
    const plugin = await plugins.start(emulator());
    const { inputs } = await plugin.check(urnOf("second"), args, {}, "team-second");
    expect(inputs).toMatchObject({ name: "team-second" });
    const again = await plugin.check(urnOf("second"), args, inputs, "other-second");
    expect(again.inputs).toMatchObject({ name: "team-second" });
});
