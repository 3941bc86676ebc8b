import { fromStruct, toStruct } from "../../../../provider/src/engine/plugin/marshal";
import { protocol } from "../../../../provider/src/engine/pulumiProtobuf";
import { unknownValue } from "../../../../provider/src/properties/inputs";

const message = (properties: Record<string, never>) => protocol.struct().Struct.fromJavaScript(properties);

test.each([
    ["string", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
    ["boolean", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"],
    ["number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
    ["list", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
    ["object", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"],
])("reads an unknown %s as the unknown value", (_, signature) => {
    expect(fromStruct(message({ autoStopHours: signature } as never))).toEqual({
        autoStopHours: unknownValue,
    });
});

test("reads known properties unchanged", () => {
    const properties = { name: "board", autoStopHours: 4, skipAwait: false, nested: { list: [1, "a"] } };
    expect(fromStruct(message(properties as never))).toEqual(properties);
});

test("reads a missing message as no properties", () => {
    expect(fromStruct(undefined)).toEqual({});
});

test("leaves out undefined values at any depth, since the engine would drop the whole response", () => {
    const jobs = [{ name: "a", serviceUrl: undefined }, { name: undefined }];
    expect(toStruct({ jobs, description: undefined, state: "running" }).toJavaScript()).toEqual({
        jobs: [{ name: "a" }, {}],
        state: "running",
    });
});
