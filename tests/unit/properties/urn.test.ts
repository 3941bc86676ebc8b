import { logicalNameOfUrn, projectOfUrn } from "../../../provider/src/properties/urn";

const urn = "urn:pulumi:dev::experiments::pulumi-nodejs:dynamic/modelarts:VisualizationJob::resnet";

test.each([
    [urn, "experiments"],
    ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", ""],
    ["", ""],
    [undefined, ""],
])("the project of the URN %j is %j", (value, project) => {
    expect(projectOfUrn(value)).toBe(project);
});

test.each([
    [urn, "resnet"],
    [`${urn}::`, ""],
    ["resnet", "resnet"],
])("the logical name of the URN %j is %j", (value, name) => {
    expect(logicalNameOfUrn(value)).toBe(name);
});
