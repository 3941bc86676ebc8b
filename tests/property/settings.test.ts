import fc from "fast-check";
import { openConnection } from "../../provider/src/modelarts/connect";
import { credentialSources } from "../../provider/src/modelarts/config/credentials";
import { settingNames } from "../../provider/src/modelarts/config/settingNames";
import { type Overrides, type Settings, resolveSettings } from "../../provider/src/modelarts/config/settings";
import { address, expectValidEndpoint } from "./addresses";
import { runParameters } from "./runs";
import { anything, text } from "./texts";
import { idPattern, expectFailure, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

const names = [
    ...Object.values(settingNames).flat(),
    ...credentialSources.flatMap((source) => Object.values(source.names).flat()),
];

const value = fc.oneof(
    {
        weight: 4,
        arbitrary: fc.constantFrom(
            "eu-de",
            "cn-north-4",
            "p1",
            "true",
            "5",
            "0.5",
            "1.005",
            "access",
            "name",
        ),
    },
    { weight: 3, arbitrary: text },
    { weight: 2, arbitrary: address },
    {
        weight: 1,
        arbitrary: fc
            .tuple(fc.constantFrom("modelarts", "iam", "__proto__"), fc.oneof(address, anything))
            .map(([service, endpoint]) => asJson({ [service]: endpoint })),
    },
);
function asJson(map: object): string {
    try {
        return JSON.stringify(map);
    } catch {
        return "{";
    }
}

/** Enough of what is needed to get further, and anything in other places. */
const sources = fc
    .tuple(
        fc.record(
            {
                "huaweicloud:region": fc.constantFrom("eu-de", "cn-north-4"),
                "huaweicloud:accessKey": fc.constant("FAKEACCESSKEY0000001"),
                "huaweicloud:secretKey": text,
            },
            { requiredKeys: [] },
        ),
        fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 }),
    )
    .map(([usual, others]) => new Map(Object.entries({ ...usual, ...others })));
const overrides = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ region: anything, projectId: anything }, { requiredKeys: [] }) },
);

function expectRightSettings(settings: Settings): void {
    expect(settings.region).toMatch(idPattern);
    if ("id" in settings.project) expect(settings.project.id).toMatch(idPattern);
    else expect(settings.project.name).not.toBe("");
    for (const endpoint of [settings.modelarts, settings.iam]) {
        expectValidEndpoint(endpoint);
    }
    const { retryDelayMs, requestTimeoutMs, waitTimeoutMs, pollIntervalMs = 1, maxRetries } = settings;
    for (const number of [retryDelayMs, requestTimeoutMs, waitTimeoutMs, pollIntervalMs, maxRetries]) {
        expect(Number.isFinite(number)).toBe(true);
        expect(number).toBeGreaterThanOrEqual(0);
    }
}

test("settings are right, or a failure of kind `settings`, whatever is set wherever", () => {
    let right = 0;
    fc.assert(
        fc.property(sources, overrides, (set, own) => {
            const config = (key: string) => (key.includes(":") ? set.get(key) : undefined);
            const environment = Object.fromEntries([...set].filter(([name]) => !name.includes(":")));
            let settings: Settings;
            try {
                settings = resolveSettings(config, environment, own as Overrides);
            } catch (error) {
                expectFailure(error);
                expect(error.kind).toBe("settings");
                return;
            }
            right++;
            expectRightSettings(settings);
            // Settings that were accepted give a connection. Only a CA bundle is read later.
            try {
                openConnection(settings);
            } catch (error) {
                expectFailure(error);
                expect(error.kind).toBe("settings");
                expect(settings.caFile).toBeDefined();
            }
        }),
        runParameters(1500),
    );
    expect(right).toBeGreaterThan(0);
});
