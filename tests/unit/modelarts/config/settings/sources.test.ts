import type { Settings } from "../../../../../provider/src/modelarts/config/settings";
import { errorOf } from "../../../../support/errors";
import { settingsWithDefaults } from "../../../../support/settings";

interface Row {
    readonly setting: string;
    /** Configuration first, then the names of the environment in their order. */
    readonly names: readonly string[];
    /** One for each name. */
    readonly values: readonly string[];
    readonly read: (settings: Settings) => unknown;
    /** What the values come out as, where they do not come out as they are. */
    readonly becomes?: readonly unknown[];
}

const seconds = (setting: keyof Settings, key: string, variable: string): Row => ({
    setting,
    names: [key, variable],
    values: ["0.5", "7"],
    read: (settings) => settings[setting],
    becomes: [500, 7000],
});

/** The names that users of this cloud have set already, and this project's own. */
const rows: readonly Row[] = [
    {
        setting: "region",
        names: ["huaweicloud:region", "HW_REGION_NAME", "OS_REGION_NAME"],
        values: ["one-1", "two-2", "three-3"],
        read: ({ region }) => region,
    },
    {
        setting: "project ID",
        names: ["huaweicloud:projectId", "HW_PROJECT_ID", "HUAWEICLOUD_SDK_PROJECT_ID", "OS_PROJECT_ID"],
        values: ["id1", "id2", "id3", "id4"],
        read: ({ project }) => project,
        becomes: [{ id: "id1" }, { id: "id2" }, { id: "id3" }, { id: "id4" }],
    },
    {
        setting: "project name",
        names: ["huaweicloud:projectName", "HW_PROJECT_NAME", "OS_PROJECT_NAME", "OS_TENANT_NAME"],
        values: ["a", "b", "c", "d"],
        read: ({ project }) => project,
        becomes: [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }],
    },
    {
        setting: "cloud",
        names: ["huaweicloud:cloud", "HW_CLOUD"],
        values: ["one.example", "two.example"],
        read: ({ iam }) => iam,
        becomes: ["https://iam.cn-north-4.one.example", "https://iam.cn-north-4.two.example"],
    },
    {
        setting: "IAM endpoint",
        names: ["huaweicloud:authUrl", "HW_AUTH_URL", "OS_AUTH_URL"],
        values: ["https://a.example/v3", "https://b.example/v3", "https://c.example/v3"],
        read: ({ iam }) => iam,
        becomes: ["https://a.example", "https://b.example", "https://c.example"],
    },
    {
        setting: "insecure",
        names: ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"],
        values: ["false", "true", "false"],
        read: ({ insecure }) => insecure,
        becomes: [false, true, false],
    },
    {
        setting: "CA bundle",
        names: ["huaweicloud:cacertFile", "HW_CACERT", "OS_CACERT"],
        values: ["/a.pem", "/b.pem", "/c.pem"],
        read: ({ caFile }) => caFile,
    },
    {
        setting: "retries",
        names: ["huaweicloud:maxRetries", "HW_MAX_RETRIES"],
        values: ["0", "7"],
        read: ({ maxRetries }) => maxRetries,
        becomes: [0, 7],
    },
    seconds("retryDelayMs", "modelarts:retryDelay", "MODELARTS_RETRY_DELAY"),
    seconds("requestTimeoutMs", "modelarts:requestTimeout", "MODELARTS_REQUEST_TIMEOUT"),
    seconds("waitTimeoutMs", "modelarts:waitTimeout", "MODELARTS_WAIT_TIMEOUT"),
    seconds("pollIntervalMs", "modelarts:pollInterval", "MODELARTS_POLL_INTERVAL"),
    {
        setting: "form of signature",
        names: ["modelarts:signing", "MODELARTS_SIGNING"],
        values: ["scoped", "access"],
        read: ({ signing }) => signing,
    },
];

/** From the one at `first` on all names are set, each to its own value. */
function setFrom(first: number, { names, values }: Row): Record<string, string> {
    const set = names.map((name, i): [string, string] => [name, values[i] ?? ""]);
    return Object.fromEntries(set.slice(first));
}

const cases = rows.flatMap((row) => row.names.map((name, first) => ({ ...row, name, first })));

describe("a setting", () => {
    test.each(cases)("$setting comes from $name before what stands behind it", ({ first, ...row }) => {
        expect(row.read(settingsWithDefaults(setFrom(first, row)))).toEqual(
            (row.becomes ?? row.values)[first],
        );
    });

    test.each(cases.filter(({ first, names }) => first + 1 < names.length))(
        "$setting: an empty $name counts as not set",
        ({ first, name, ...row }) => {
            const settings = settingsWithDefaults({ ...setFrom(first, row), [name]: " " });
            expect(row.read(settings)).toEqual((row.becomes ?? row.values)[first + 1]);
        },
    );

    test("that is left out has its documented default", () => {
        expect(settingsWithDefaults()).toMatchObject({
            project: { name: "cn-north-4" },
            signing: "access",
            insecure: false,
            maxRetries: 5,
            retryDelayMs: 1000,
            requestTimeoutMs: 30_000,
            waitTimeoutMs: 900_000,
            pollIntervalMs: undefined,
            caFile: undefined,
        });
    });

    test.each([
        ["true", true],
        ["TRUE", true],
        ["1", true],
        ["false", false],
        ["False", false],
        ["0", false],
        ["", false],
    ])("that is a boolean comes as text: insecure %j is %s", (text, insecure) => {
        expect(settingsWithDefaults({ "huaweicloud:insecure": text }).insecure).toBe(insecure);
        expect(settingsWithDefaults({ HW_INSECURE: text }).insecure).toBe(insecure);
    });

    test("of the project's ID makes its name irrelevant", () => {
        expect(settingsWithDefaults({ HW_PROJECT_NAME: "eu-de_team", OS_PROJECT_ID: "p1" }).project).toEqual({
            id: "p1",
        });
    });
});

describe("a resource's own", () => {
    test("region comes before every other, with its own endpoints and the project of its name", () => {
        const values = {
            HW_REGION_NAME: "cn-north-4",
            HW_PROJECT_ID: "p4",
            HW_PROJECT_NAME: "cn-north-4_team",
        };
        expect(settingsWithDefaults(values, { region: "ap-southeast-3" })).toMatchObject({
            region: "ap-southeast-3",
            project: { name: "ap-southeast-3" },
            modelarts: "https://modelarts.ap-southeast-3.myhuaweicloud.com",
            iam: "https://iam.ap-southeast-3.myhuaweicloud.com",
        });
    });

    test("region that is the configured one changes nothing", () => {
        const values = { HW_REGION_NAME: "cn-north-4", HW_PROJECT_ID: "p4" };
        expect(settingsWithDefaults(values, { region: "cn-north-4" })).toEqual(settingsWithDefaults(values));
    });

    test("region moves the endpoint of an IAM that belongs to the configured region", () => {
        const values = { HW_REGION_NAME: "eu-de", HW_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };
        expect(settingsWithDefaults(values, { region: "eu-nl" })).toMatchObject({
            iam: "https://iam.eu-nl.otc.t-systems.com",
            modelarts: "https://modelarts.eu-nl.otc.t-systems.com",
        });
    });

    test("region leaves an IAM that belongs to no region where it is", () => {
        const values = { HW_REGION_NAME: "eu-de", HW_AUTH_URL: "https://login.example.org/v3" };
        expect(settingsWithDefaults(values, { region: "eu-nl" }).iam).toBe("https://login.example.org");
    });

    test("region is enough where none is configured", () => {
        expect(errorOf(() => settingsWithDefaults({ "huaweicloud:region": "" })).kind).toBe("settings");
        expect(settingsWithDefaults({ "huaweicloud:region": "" }, { region: "eu-de" }).region).toBe("eu-de");
    });

    test("project ID comes before every other", () => {
        expect(settingsWithDefaults({ "huaweicloud:projectId": "p1" }, { projectId: "p2" }).project).toEqual({
            id: "p2",
        });
    });
});
