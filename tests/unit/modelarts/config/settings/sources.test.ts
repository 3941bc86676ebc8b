import type { Settings } from "../../../../../provider/src/modelarts/config/settings";
import { errorOf } from "../../../../support/errors";
import { settingsWithDefaults } from "../../../../support/settings";

interface SettingRow {
    readonly setting: string;
    /** The configuration key, then the environment variables in order. */
    readonly names: readonly string[];
    /** One value for each name. */
    readonly values: readonly string[];
    readonly read: (settings: Settings) => unknown;
    /** The setting for each value; without it the value itself. */
    readonly expected?: readonly unknown[];
}

const seconds = (setting: keyof Settings, key: string, variable: string): SettingRow => ({
    setting,
    names: [key, variable],
    values: ["0.5", "7"],
    read: (settings) => settings[setting],
    expected: [500, 7000],
});

/** The names of the vendor's tools and of this package. */
const rows: readonly SettingRow[] = [
    {
        setting: "region",
        names: ["huaweicloud:region", "HW_REGION_NAME", "OS_REGION_NAME", "OS_REGION"],
        values: ["one-1", "two-2", "three-3", "four-4"],
        read: ({ region }) => region,
    },
    {
        setting: "project ID",
        names: [
            "huaweicloud:projectId",
            "HW_PROJECT_ID",
            "HUAWEICLOUD_SDK_PROJECT_ID",
            "OS_PROJECT_ID",
            "OS_TENANT_ID",
        ],
        values: ["id1", "id2", "id3", "id4", "id5"],
        read: ({ project }) => project,
        expected: [{ id: "id1" }, { id: "id2" }, { id: "id3" }, { id: "id4" }, { id: "id5" }],
    },
    {
        setting: "project name",
        names: ["huaweicloud:projectName", "HW_PROJECT_NAME", "OS_PROJECT_NAME", "OS_TENANT_NAME"],
        values: ["a", "b", "c", "d"],
        read: ({ project }) => project,
        expected: [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }],
    },
    {
        setting: "cloud",
        names: ["huaweicloud:cloud", "HW_CLOUD"],
        values: ["one.example", "two.example"],
        read: ({ iam }) => iam,
        expected: ["https://iam.cn-north-4.one.example", "https://iam.cn-north-4.two.example"],
    },
    {
        setting: "IAM endpoint",
        names: ["huaweicloud:authUrl", "HW_AUTH_URL", "OS_AUTH_URL"],
        values: ["https://a.example/v3", "https://b.example/v3", "https://c.example/v3"],
        read: ({ iam }) => iam,
        expected: ["https://a.example", "https://b.example", "https://c.example"],
    },
    {
        setting: "insecure",
        names: ["huaweicloud:insecure", "HW_INSECURE", "OS_INSECURE"],
        values: ["false", "true", "false"],
        read: ({ insecure }) => insecure,
        expected: [false, true, false],
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
        expected: [0, 7],
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

/** Sets all names from the index `first` on, each to its own value. */
function setFrom(first: number, { names, values }: SettingRow): Record<string, string> {
    const set = names.map((name, i): [string, string] => [name, values[i] ?? ""]);
    return Object.fromEntries(set.slice(first));
}

const cases = rows.flatMap((row) => row.names.map((name, first) => ({ ...row, name, first })));

describe("a setting", () => {
    test.each(cases)("$setting comes from $name before the names after it", ({ first, ...row }) => {
        expect(row.read(settingsWithDefaults(setFrom(first, row)))).toEqual(
            (row.expected ?? row.values)[first],
        );
    });

    test.each(cases.filter(({ first, names }) => first + 1 < names.length))(
        "$setting ignores an empty $name",
        ({ first, name, ...row }) => {
            const settings = settingsWithDefaults({ ...setFrom(first, row), [name]: " " });
            expect(row.read(settings)).toEqual((row.expected ?? row.values)[first + 1]);
        },
    );

    test("has its documented default", () => {
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
    ])("reads insecure %j as %s", (text, insecure) => {
        expect(settingsWithDefaults({ "huaweicloud:insecure": text }).insecure).toBe(insecure);
        expect(settingsWithDefaults({ HW_INSECURE: text }).insecure).toBe(insecure);
    });

    test("for the project ID goes before one for the project name", () => {
        expect(settingsWithDefaults({ HW_PROJECT_NAME: "eu-de_team", OS_PROJECT_ID: "p1" }).project).toEqual({
            id: "p1",
        });
    });
});

describe("a resource's own setting", () => {
    test("of a region gives its endpoints and the project with its name", () => {
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

    test("of the configured region changes nothing", () => {
        const values = { HW_REGION_NAME: "cn-north-4", HW_PROJECT_ID: "p4" };
        expect(settingsWithDefaults(values, { region: "cn-north-4" })).toEqual(settingsWithDefaults(values));
    });

    test("of a region replaces the IAM endpoint of the configured region", () => {
        const values = { HW_REGION_NAME: "eu-de", HW_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };
        expect(settingsWithDefaults(values, { region: "eu-nl" })).toMatchObject({
            iam: "https://iam.eu-nl.otc.t-systems.com",
            modelarts: "https://modelarts.eu-nl.otc.t-systems.com",
        });
    });

    test("of a region keeps an IAM endpoint without a region", () => {
        const values = { HW_REGION_NAME: "eu-de", HW_AUTH_URL: "https://login.example.org/v3" };
        expect(settingsWithDefaults(values, { region: "eu-nl" }).iam).toBe("https://login.example.org");
    });

    test("of a region suffices when none is configured", () => {
        expect(errorOf(() => settingsWithDefaults({ "huaweicloud:region": "" })).kind).toBe("settings");
        expect(settingsWithDefaults({ "huaweicloud:region": "" }, { region: "eu-de" }).region).toBe("eu-de");
    });

    test("of a project ID goes before the configured one", () => {
        expect(settingsWithDefaults({ "huaweicloud:projectId": "p1" }, { projectId: "p2" }).project).toEqual({
            id: "p2",
        });
    });
});
