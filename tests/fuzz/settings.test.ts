import fc from "fast-check";
import { connectTo } from "../../provider/modelarts/connect";
import { credentialSources } from "../../provider/modelarts/credentials";
import { cloudOf, endpointOf, modelartsOf, withoutVersion } from "../../provider/modelarts/endpoints";
import { isFailure } from "../../provider/modelarts/failures";
import { type Overrides, type Settings, settingNames, settingsFrom } from "../../provider/modelarts/settings";
import { runs } from "./runs";
import { anything, text } from "./texts";
import { askable, expectFailure, watchPrototypes } from "./verdict";

watchPrototypes();

const names = [
    ...Object.values(settingNames).flat(),
    ...credentialSources.flatMap((source) => Object.values(source.names).flat()),
];

const address = fc
    .tuple(
        fc.constantFrom("https://", "http://", "", "ftp://", "//", "HTTPS://", "iam."),
        fc.oneof(
            fc.constantFrom("gw.example.org", "127.0.0.1:1", "[::1]:8", "iam.eu-de.otc.t-systems.com"),
            text,
        ),
        fc.oneof(fc.constantFrom("", "/", "/v3", "/v3/", "/a//b/../c", "?x=1", "#y", ":99999"), text),
    )
    .map((parts) => parts.join(""));
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
const places = fc
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

function expectRightEndpoint(endpoint: string): void {
    const { origin, username, password } = new URL(endpoint);
    // A path can be put behind it, and the host stays.
    expect(endpoint.startsWith(origin)).toBe(true);
    expect(new URL(`${endpoint}/v1/x`).origin).toBe(origin);
    expect(endpoint).not.toMatch(/\/$|[?#\s]/);
    expect(username + password).toBe("");
}

function expectRightSettings(settings: Settings): void {
    expect(settings.region).toMatch(askable);
    if ("id" in settings.project) expect(settings.project.id).toMatch(askable);
    else expect(settings.project.name).not.toBe("");
    for (const endpoint of [settings.modelarts, settings.iam]) {
        expectRightEndpoint(endpoint);
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
        fc.property(places, overrides, (set, own) => {
            const config = (key: string) => (key.includes(":") ? set.get(key) : undefined);
            const environment = Object.fromEntries([...set].filter(([name]) => !name.includes(":")));
            let settings: Settings;
            try {
                settings = settingsFrom(config, environment, own as Overrides);
            } catch (error) {
                expectFailure(error);
                expect(error.kind).toBe("settings");
                return;
            }
            right++;
            expectRightSettings(settings);
            // What was accepted can be connected with; a CA bundle alone is looked at only then.
            try {
                connectTo(settings);
            } catch (error) {
                expectFailure(error);
                expect(error.kind).toBe("settings");
                expect(settings.caFile).toBeDefined();
            }
        }),
        runs(1500),
    );
    expect(right).toBeGreaterThan(0);
});

test("an endpoint is an address, or none, whatever the text", () => {
    fc.assert(
        fc.property(address, text, (given, region) => {
            const endpoint = endpointOf(given);
            if (endpoint !== undefined) {
                expectRightEndpoint(endpoint);
                expectRightEndpoint(withoutVersion(endpoint));
                expect(endpointOf(endpoint)).toBe(endpoint);
            }
            expect(typeof modelartsOf(region, cloudOf(region, given))).toBe("string");
        }),
        runs(500),
    );
});

describe("a proxy that the environment names", () => {
    const before = { ...process.env };
    afterEach(() => {
        for (const name of ["HTTPS_PROXY", "NO_PROXY"]) {
            if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = before[name];
        }
    });

    test("is used, or a failure of kind `settings`, whatever it is", () => {
        const settings = settingsFrom(
            (key) => ({ "huaweicloud:region": "eu-de", "huaweicloud:token": "fake-token" })[key],
            {},
        );
        const noNul = (one: string) => one.replaceAll("\u0000", "");
        fc.assert(
            fc.property(address.map(noNul), text.map(noNul), (proxy, exceptions) => {
                process.env["HTTPS_PROXY"] = proxy;
                process.env["NO_PROXY"] = exceptions;
                try {
                    connectTo(settings);
                } catch (error) {
                    expectFailure(error);
                    expect(isFailure(error, "settings")).toBe(true);
                }
            }),
            runs(300),
        );
    });
});
