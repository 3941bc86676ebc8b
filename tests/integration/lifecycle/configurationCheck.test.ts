import { createLifecycle } from "../../../provider/src/lifecycle/machine";
import { ConnectionPool } from "../../../provider/src/lifecycle/connections";
import { unknownValue } from "../../../provider/src/properties/inputs";
import { folder } from "../../support/inputs";
import { MemoryFiles } from "../../support/memoryFiles";
import type { SettingValues } from "../../support/settings";

/* These tests show what a preview finds in the configuration. It sends nothing: there is no service. */
const valid: SettingValues = {
    "huaweicloud:region": "cn-north-4",
    "huaweicloud:accessKey": "EXAMPLE-ACCESS-KEY",
    "huaweicloud:secretKey": "fake-secret-key",
};

function checkWith(values: SettingValues, inputs: Record<string, unknown> = {}, project = "boards") {
    const config: SettingValues = { ...valid, ...values };
    const warnings: string[] = [];
    const connections = new ConnectionPool({});
    connections.configure((key) => config[key], Object.keys(config));
    const { lifecycle } = createLifecycle(
        { environment: {}, folder: "/program", files: new MemoryFiles() },
        { messages: { progress: () => undefined, warn: (_, text) => void warnings.push(text) } },
        connections,
    );
    const urn = `urn:pulumi:dev::${project}::modelarts:index:VisualizationJob::board`;
    const check = () => lifecycle.check({}, { urn, inputs: { trainUrl: folder, ...inputs } }).failures;
    return { reasons: check().map(({ reason }) => reason), warnings, check };
}

test.each<[string, SettingValues, Record<string, unknown>, RegExp]>([
    ["no region", { "huaweicloud:region": "" }, {}, /^no region is set\. Set huaweicloud:region/],
    ["half a pair of keys", { "huaweicloud:secretKey": "" }, {}, /accessKey is set, but .*secretKey is not/],
    [
        "an endpoint that is no address",
        { "huaweicloud:endpoints": '{"modelarts":"no address"}' },
        {},
        /not a web address/,
    ],
    [
        "a number that is none",
        { "huaweicloud:maxRetries": "many" },
        {},
        /huaweicloud:maxRetries.*whole number/,
    ],
    [
        "a misspelt key",
        { "modelarts:stat": "stopped" },
        {},
        /^there is no setting modelarts:stat; did you mean modelarts:state\?$/,
    ],
    ["a key of neither provider", { "modelarts:logs": "x" }, {}, /^there is no setting modelarts:logs$/],
    [
        "a bucket that can be none",
        {},
        { trainUrl: "obs://My_Bucket/logs/" },
        /a bucket has 3 to 63 of the characters a-z, 0-9, \. and -$/,
    ],
])("is an error: %s", (_, values, inputs, reason) => {
    const { reasons, warnings } = checkWith(values, inputs);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
    expect(warnings).toEqual([]);
});

test("no credentials at all are a warning, once for all resources", () => {
    const { reasons, warnings, check } = checkWith({
        "huaweicloud:accessKey": "",
        "huaweicloud:secretKey": "",
    });
    expect([reasons, check()]).toEqual([[], []]);
    expect(warnings).toEqual([
        expect.stringMatching(/^no credentials are set: `pulumi up` needs them\. Set /),
    ]);
});

test.each<[string, SettingValues, Record<string, unknown>]>([
    ["a region that the resource has", { "huaweicloud:region": "" }, { region: "eu-de" }],
    ["a region that is not known yet", { "huaweicloud:region": "" }, { region: unknownValue }],
    ["a project that is not known yet", { "huaweicloud:region": "" }, { projectId: unknownValue }],
    [
        "the keys of both providers",
        { "modelarts:state": "stopped", "modelarts:pollInterval": "2", "modelarts:region": "x" },
        {},
    ],
    ["keys of other namespaces", { "boards:stat": "x", "aws:region": "x" }, {}],
])("is no error: %s", (_, values, inputs) => {
    expect(checkWith(values, inputs)).toMatchObject({ reasons: [], warnings: [] });
});

test.each<[SettingValues]>([[{ "modelarts:trainUrl": "x" }], [{ "modelarts:state": "running" }]])(
    "a project that is called modelarts is explained: %j",
    (values) => {
        const { reasons } = checkWith(values, {}, "modelarts");
        expect(reasons).toEqual([expect.stringContaining("The project itself is called modelarts")]);
    },
);
