import { unknownValue } from "../../../provider/src/properties/inputs";
import { createResource, previewChange, usePlugins } from "../../support/emulatedPlugin";
import { urnOf } from "../../support/urns";
import { useEmulator } from "../../support/emulatedClient";
import { inputNames, invalidValues, validValues } from "../../support/inputValues";

const emulator = useEmulator({ boot: 0, stop: 0 });
const plugins = usePlugins();
const withFolder = (name: string, value: unknown) =>
    name === "visualizationId" ? { [name]: value } : { trainUrl: "/bucket/logs/", [name]: value };

test.each(inputNames)("accepts %s unknown in a preview, and creates the job with its value", async (name) => {
    emulator().makeJob({ id: 300 });
    const plugin = await plugins.start(emulator());
    const unknown = await plugin.check(urnOf("board"), withFolder(name, unknownValue));
    expect(unknown.failures).toEqual([]);
    await plugin.create(urnOf("board"), unknown.inputs, { preview: true });
    expect(emulator().requests).toEqual([]);
    const args = withFolder(name, validValues[name]);
    const board = await createResource(plugin, "board", args);
    expect(board.outputs).toMatchObject({ [name]: validValues[name] });

    emulator().clearRequests();
    const preview = await previewChange(plugin, board, withFolder(name, unknownValue));
    expect(preview.failures).toEqual([]);
    await plugin.update(board, preview.inputs, { preview: true });
    const { difference } = await previewChange(plugin, board, args);
    expect(difference).toMatchObject({ changes: false, detailedDiff: {} });
    expect(emulator().requests).toEqual([]);
});

test("names every input that turns out to break its rule, and sends nothing", async () => {
    const plugin = await plugins.start(emulator());
    const { failures } = await plugin.check(urnOf("board"), invalidValues);
    for (const name of inputNames) {
        const reasons = failures.filter(({ property }) => property === name).map(({ reason }) => reason);
        expect(reasons).toContainEqual(expect.stringMatching(/ is .*; it must be /));
    }
    expect(emulator().requests).toEqual([]);
});
