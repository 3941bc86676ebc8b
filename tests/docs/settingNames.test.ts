import { credentialSources } from "../../provider/src/modelarts/config/credentials";
import {
    endpointVariable,
    locationVariables,
    settingNames,
} from "../../provider/src/modelarts/config/settingNames";
import { readSchema } from "../../provider/src/engine/plugin/schema";
import { settingsWithDefaults } from "../support/settings";
import { codesIn, type Document, documents, readDocument, type Table } from "../../tools/docs/markdown";

type Names = Readonly<Record<string, readonly string[]>>;

/** The parts of a credential: the configuration key of each, then its environment names in their order. */
const credentials: Names = Object.fromEntries(
    Object.keys(credentialSources[0]?.names ?? {}).map((part) => {
        const [[key = ""] = [], ...variables] = credentialSources.map(
            ({ names }) => (names as Record<string, readonly string[]>)[part] ?? [],
        );
        return [key, variables.flat()];
    }),
);
const settings: Names = {
    ...Object.fromEntries(Object.values(settingNames).map(([key, ...variables]) => [key, variables])),
    // The client reads this variable as the endpoint of one service, where the map has none.
    [settingNames.endpoints[0]]: [endpointVariable],
};
/** Settings that the resource reads and the client does not. */
const switches: Names = { "modelarts:state": [] };
/** The schema of the plugin, which has all of its configuration in its own namespace. */
const { config } = JSON.parse(readSchema()) as { config: { variables: object } };
const pluginKeys = Object.keys(config.variables).map((name) => `modelarts:${name}`);

/** Finds the table with that number under a heading, from 0. */
function tableUnder({ tables, file }: Document, heading: RegExp, number = 0): Table {
    const table = tables.filter(({ under }) => heading.test(under))[number];
    if (table === undefined) throw new Error(`${file} has no such table under ${String(heading)}.`);
    return table;
}

const namesOf = ({ rows }: Table): Names =>
    Object.fromEntries(
        rows.map(([key = "", variables = ""]) => [codesIn(key)[0] ?? key, codesIn(variables)]),
    );

test.each(documents())("%s names no setting that does not exist", (file) => {
    const validNames = [
        ...Object.entries({ ...settings, ...credentials, ...switches }).flat(2),
        ...pluginKeys,
        ...locationVariables,
    ];
    // The other names with a colon are actions of IAM, functions of the schema, and coordinates of Maven.
    const names = readDocument(file).text.match(
        /(?<![-\w])(?:huaweicloud|modelarts):(?!getVisualizationJob)[a-z]\w+\b(?!:)|\b(?:HW|OS|HUAWEICLOUD_SDK|MODELARTS)_[A-Z][A-Z_]*\b/g,
    );
    expect((names ?? []).filter((name) => !validNames.includes(name))).toEqual([]);
});

const allSettings = tableUnder(readDocument("docs/configuration.md"), /^All settings$/);

describe("the table of all settings in docs/configuration.md", () => {
    const table = allSettings;

    test("has every key with its environment names in their order, and no other", () => {
        expect(namesOf(table)).toEqual({ ...settings, ...credentials, ...switches });
        expect(table.rows).toHaveLength(Object.keys(namesOf(table)).length);
    });

    test("has the defaults that count", () => {
        const defaultTexts: Readonly<Record<string, string>> = Object.fromEntries(
            table.rows.map(([key = "", , byDefault]) => [codesIn(key)[0], byDefault]),
        ) as Record<string, string>;
        const { maxRetries, retryDelayMs, requestTimeoutMs, waitTimeoutMs, insecure } =
            settingsWithDefaults();
        expect(defaultTexts).toMatchObject({
            "huaweicloud:maxRetries": String(maxRetries),
            "modelarts:retryDelay": String(retryDelayMs / 1000),
            "modelarts:requestTimeout": String(requestTimeoutMs / 1000),
            "modelarts:waitTimeout": String(waitTimeoutMs / 1000),
            "huaweicloud:insecure": `\`${String(insecure)}\``,
        });
    });
});

test.each([
    ["README.md", /^Settings$/],
    ["README.zh-CN.md", /^配置项$/],
])("the table of %s has eight of them, with the same names", (file, heading) => {
    const rows = Object.entries(namesOf(tableUnder(readDocument(file), heading)));
    expect(rows).toHaveLength(8);
    expect(namesOf(allSettings)).toMatchObject(Object.fromEntries(rows));
});

describe("docs/configuration.md", () => {
    const configuration = readDocument("docs/configuration.md");
    const sources = tableUnder(configuration, /^Where a value comes from$/);

    test("has every part of a credential, source by source", () => {
        expect(sources.header).toHaveLength(1 + credentialSources.length);
        for (const [index, { names }] of credentialSources.entries()) {
            const column = sources.rows.map((row) => codesIn(row[index + 1] ?? ""));
            expect(column.filter(({ length }) => length > 0).sort()).toEqual(Object.values(names).sort());
        }
        // The names of one row belong to one part.
        for (const [, key = "", ...variables] of sources.rows)
            expect(codesIn(variables.join(" "))).toEqual(credentials[codesIn(key)[0] ?? ""]);
    });

    test("shows in bold which parts decide that a source counts", () => {
        const parts = sources.rows.map(([part = "", key = ""]) => {
            const [name = ""] = codesIn(key);
            const other = { HW_ACCESS_KEY: "other", HW_SECRET_KEY: "other" };
            const values = { ...other, "huaweicloud:accessKey": "", "huaweicloud:secretKey": "" };
            let counts: boolean;
            try {
                const { credential } = settingsWithDefaults({ ...values, [name]: "set" });
                counts = credential.kind !== "access-key" || credential.accessKey !== "other";
            } catch {
                counts = true;
            }
            return [part, counts];
        });
        expect(parts).toEqual(sources.rows.map(([part = ""]) => [part, part.startsWith("**")]));
    });

    test("has the limits with their defaults", () => {
        const limits = tableUnder(configuration, /^Retries and limits$/);
        const { maxRetries, retryDelayMs, requestTimeoutMs, waitTimeoutMs } = settingsWithDefaults();
        expect(limits.rows.map(([key = "", , byDefault]) => [codesIn(key)[0], byDefault])).toEqual([
            ["huaweicloud:maxRetries", String(maxRetries)],
            ["modelarts:retryDelay", String(retryDelayMs / 1000)],
            ["modelarts:requestTimeout", String(requestTimeoutMs / 1000)],
            ["modelarts:waitTimeout", String(waitTimeoutMs / 1000)],
            ["modelarts:pollInterval", "1, growing to 5"],
        ]);
    });

    test.each(tableUnder(configuration, /^Retries and limits$/).rows)(
        "takes of %s just the values that it says (%s, default %s): %s",
        (setting = "", _unit, _default, values = "") => {
            const isAccepted = (value: string): boolean => {
                try {
                    settingsWithDefaults({ [codesIn(setting)[0] ?? ""]: value });
                    return true;
                } catch {
                    return false;
                }
            };
            const whole = values === "0 to 9999";
            expect(["-1", "0", "0.5", "9999", "10000", "2000000", "2000001"].map(isAccepted)).toEqual(
                whole
                    ? [false, true, false, true, false, false, false]
                    : [false, values === "0 or more", true, true, true, true, false],
            );
            expect(values).toMatch(/^(0 to 9999|0 or more|above 0)$/);
        },
    );

    const forms = tableUnder(configuration, /^Endpoints$/, 1);
    test.each(forms.rows)("an endpoint in the form %s is read as %s", (form = "", readAs) => {
        const service = form.includes("of IAM only") ? "iam" : "modelarts";
        const endpoints = JSON.stringify({ [service]: codesIn(form)[0] });
        const settings = settingsWithDefaults({ "huaweicloud:endpoints": endpoints });
        expect(settings[service]).toBe(codesIn(readAs)[0]);
    });

    const regions = tableUnder(configuration, /^Endpoints$/, 2);
    test.each(regions.rows)("the region %s has the domain %s", (names = "", domains = "") => {
        const regionNames = codesIn(names).map((name) => name.replace("…", "01"));
        const [iam = "", modelarts = iam] = codesIn(domains).filter((name) => name !== "iam-pub");
        const iamName = codesIn(domains).find((name) => name === "iam-pub") ?? "iam";
        for (const region of regionNames.length === 0 ? ["cn-north-4"] : regionNames) {
            expect(settingsWithDefaults({ HW_REGION_NAME: region })).toMatchObject({
                iam: `https://${iamName}.${region}.${iam}`,
                modelarts: `https://modelarts.${region}.${modelarts}`,
            });
        }
    });
});
