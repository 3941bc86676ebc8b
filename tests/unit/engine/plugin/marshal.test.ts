import { fromStruct, toStruct } from "../../../../provider/src/engine/plugin/marshal";
import { protocol } from "../../../../provider/src/engine/pulumiProtobuf";
import { unknownValue } from "../../../../provider/src/properties/inputs";

const message = (properties: Record<string, never>) => protocol.struct().Struct.fromJavaScript(properties);

test.each([
    ["text", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
    ["a boolean", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"],
    ["a number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
    ["a list", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
    ["an object", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"],
])("%s that is not known yet is one value here", (_, text) => {
    expect(fromStruct(message({ autoStopHours: text } as never))).toEqual({ autoStopHours: unknownValue });
});

test("what is known is as it was sent", () => {
    const properties = { name: "board", autoStopHours: 4, skipAwait: false, nested: { list: [1, "a"] } };
    expect(fromStruct(message(properties as never))).toEqual(properties);
});

test("a message without properties has none", () => {
    expect(fromStruct(undefined)).toEqual({});
});

test("what is undefined is not sent, at any depth: the engine would take the whole answer for none", () => {
    const jobs = [{ name: "a", serviceUrl: undefined }, { name: undefined }];
    expect(toStruct({ jobs, description: undefined, state: "running" }).toJavaScript()).toEqual({
        jobs: [{ name: "a" }, {}],
        state: "running",
    });
});
