import fc from "fast-check";
import { openConnection } from "../../provider/src/modelarts/connect";
import {
    resolveCloud,
    parseEndpoint,
    modelartsHost,
    stripVersion,
} from "../../provider/src/modelarts/config/endpoints";
import { isModelArtsError } from "../../provider/src/modelarts/errors";
import { resolveSettings } from "../../provider/src/modelarts/config/settings";
import { address, expectValidEndpoint } from "./addresses";
import { restoreEnvironment, runParameters } from "./runs";
import { text } from "./texts";
import { expectFailure, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();
restoreEnvironment();

test("an endpoint is an address, or none, whatever the text", () => {
    fc.assert(
        fc.property(address, text, (input, region) => {
            const endpoint = parseEndpoint(input);
            if (endpoint !== undefined) {
                expectValidEndpoint(endpoint);
                expectValidEndpoint(stripVersion(endpoint));
                expect(parseEndpoint(endpoint)).toBe(endpoint);
            }
            expect(typeof modelartsHost(region, resolveCloud(region, input))).toBe("string");
        }),
        runParameters(500),
    );
});

describe("a proxy that the environment names", () => {
    test("is used, or a failure of kind `settings`, whatever it is", () => {
        const settings = resolveSettings(
            (key) => ({ "huaweicloud:region": "eu-de", "huaweicloud:token": "fake-token" })[key],
            {},
        );
        const noNul = (one: string) => one.replaceAll("\u0000", "");
        fc.assert(
            fc.property(address.map(noNul), text.map(noNul), (proxy, exceptions) => {
                process.env["HTTPS_PROXY"] = proxy;
                process.env["NO_PROXY"] = exceptions;
                try {
                    openConnection(settings);
                } catch (error) {
                    expectFailure(error);
                    expect(isModelArtsError(error, "settings")).toBe(true);
                }
            }),
            runParameters(300),
        );
    });
});
