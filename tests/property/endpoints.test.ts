import fc from "fast-check";
import { connectTo } from "../../provider/src/modelarts/connect";
import {
    cloudOf,
    endpointOf,
    modelartsOf,
    withoutVersion,
} from "../../provider/src/modelarts/config/endpoints";
import { isFailure } from "../../provider/src/modelarts/errors";
import { settingsFrom } from "../../provider/src/modelarts/config/settings";
import { address, expectRightEndpoint } from "./addresses";
import { keepEnvironment } from "./environment";
import { runs } from "./runs";
import { text } from "./texts";
import { expectFailure, watchPrototypes } from "./verdict";

watchPrototypes();
keepEnvironment();

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
