import { callExport } from "./callExport";

test.each([
    ["18.20.8", false],
    ["20.18.3", false],
    ["20.19.0", true],
    ["21.7.3", false],
    ["22.12.0", false],
    ["22.13.1", true],
    ["24.0.0", true],
])("Node.js %s is in the range of the tools: %s", async (version, isIn) => {
    expect(await callExport("node.mjs", "isInRange", version, "^20.19.0 || >=22.13.0")).toBe(isIn);
});
