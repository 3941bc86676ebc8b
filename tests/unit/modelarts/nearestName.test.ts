import { nearestName } from "../../../provider/src/modelarts/nearestName";

const names = ["state", "region", "accessKey", "pollInterval"];

test.each([
    ["stat", "state"],
    ["STATE", "state"],
    ["acessKey", "accessKey"],
    ["access_key", "accessKey"],
    ["poll_interval", "pollInterval"],
    ["x", undefined],
    ["", undefined],
    ["trainUrl", undefined],
    ["constructor", undefined],
])("the name nearest to %j is %j", (name, nearest) => {
    expect(nearestName(name, names)).toBe(nearest);
});
