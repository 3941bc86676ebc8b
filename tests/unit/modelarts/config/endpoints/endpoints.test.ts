import { errorOf } from "../../../../support/errors";
import { settingsWithDefaults } from "../../../../support/settings";

const withEndpoint = (service: string, address: string) =>
    settingsWithDefaults({ "huaweicloud:endpoints": JSON.stringify({ [service]: address }) });

describe("a configured endpoint", () => {
    test.each([
        ["https://gw.example.org", "https://gw.example.org", "unchanged"],
        ["gw.example.org", "https://gw.example.org", "without a scheme, so https"],
        ["http://127.0.0.1:18080", "http://127.0.0.1:18080", "with the scheme http"],
        ["https://gw.example.org/", "https://gw.example.org", "with a last slash"],
        ["https://gw.example.org:8443/", "https://gw.example.org:8443", "with a port"],
        ["gw.example.org:8443", "https://gw.example.org:8443", "with a port and without a scheme"],
        ["https://gw.example.org/modelarts", "https://gw.example.org/modelarts", "with a base path"],
        [
            "gw.example.org/modelarts/",
            "https://gw.example.org/modelarts",
            "with a base path, a last slash and no scheme",
        ],
        ["https://gw.example.org//modelarts//", "https://gw.example.org/modelarts", "with double slashes"],
        [" https://gw.example.org ", "https://gw.example.org", "with spaces around"],
    ])("%j becomes %s: %s", (address, endpoint) => {
        expect(withEndpoint("modelarts", address).modelarts).toBe(endpoint);
        expect(withEndpoint("iam", address).iam).toBe(endpoint);
    });

    test.each(["/v3", "/v3/", "/v3.0"])("of IAM may end in %s", (version) => {
        for (const base of ["https://iam.example.org", "https://gw.example.org:8443/iam"]) {
            expect(settingsWithDefaults({ HW_AUTH_URL: base + version }).iam).toBe(base);
            expect(withEndpoint("iam", base + version).iam).toBe(base);
        }
    });

    test("of ModelArts may be in the environment, below huaweicloud:endpoints", () => {
        const variable = { MODELARTS_ENDPOINT: "http://127.0.0.1:18080/" };
        expect(settingsWithDefaults(variable).modelarts).toBe("http://127.0.0.1:18080");
        const endpoints = JSON.stringify({ modelarts: "gw.example.org" });
        const both = settingsWithDefaults({ ...variable, "huaweicloud:endpoints": endpoints });
        expect(both.modelarts).toBe("https://gw.example.org");
        const { message } = errorOf(() => settingsWithDefaults({ MODELARTS_ENDPOINT: "no address" }));
        expect(message).toContain("Set MODELARTS_ENDPOINT to one like https://");
    });

    test("of IAM keeps a host that is named like a version", () => {
        expect(withEndpoint("iam", "https://v3").iam).toBe("https://v3");
        expect(withEndpoint("iam", "https://v3/v3").iam).toBe("https://v3");
    });

    test("applies to its service only", () => {
        expect(withEndpoint("modelarts", "https://gw.example.org").iam).toBe(
            "https://iam.cn-north-4.myhuaweicloud.com",
        );
        expect(withEndpoint("iam", "https://gw.example.org").modelarts).toBe(
            "https://modelarts.cn-north-4.myhuaweicloud.com",
        );
    });

    test("of IAM in huaweicloud:endpoints goes before huaweicloud:authUrl", () => {
        const endpoints = JSON.stringify({ iam: "https://map.example.org" });
        const { iam } = settingsWithDefaults({
            "huaweicloud:endpoints": endpoints,
            "huaweicloud:authUrl": "https://auth.example.org",
        });
        expect(iam).toBe("https://map.example.org");
    });

    test.each(["", "  "])("%j counts as not set", (address) => {
        expect(withEndpoint("modelarts", address).modelarts).toBe(
            "https://modelarts.cn-north-4.myhuaweicloud.com",
        );
    });

    test("of another service is ignored", () => {
        expect(withEndpoint("obs", "https://obs.example.org")).toEqual(settingsWithDefaults());
    });

    test("stays the same for a resource with another region", () => {
        const endpoints = JSON.stringify({
            modelarts: "https://gw.example.org/m",
            iam: "https://gw.example.org/i",
        });
        expect(
            settingsWithDefaults({ "huaweicloud:endpoints": endpoints }, { region: "eu-de" }),
        ).toMatchObject({
            modelarts: "https://gw.example.org/m",
            iam: "https://gw.example.org/i",
        });
    });
});

describe("the domain of the cloud", () => {
    test.each([
        ["cn-north-4", {}, "myhuaweicloud.com", "China"],
        ["ap-southeast-3", {}, "myhuaweicloud.com", "international"],
        ["eu-west-101", {}, "myhuaweicloud.eu", "Europe, by its region"],
        ["eu-de", {}, "otc.t-systems.com", "Open Telekom Cloud, by its region"],
        ["eu-ch2", {}, "sc.otc.t-systems.com", "the Swiss Open Telekom Cloud"],
        ["eu-west-0", {}, "prod-cloud-ocb.orange-business.com", "FlexibleEngine"],
        ["ru-moscow-1", {}, "hc.sbercloud.ru", "SberCloud"],
        [
            "eu-ch2",
            { OS_AUTH_URL: "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3" },
            "sc.otc.t-systems.com",
            "by the IAM endpoint of the Swiss cloud",
        ],
        [
            "r1",
            { HW_AUTH_URL: "https://iam-apigateway-proxy.r1.hcs.example.org/v3" },
            "hcs.example.org",
            "by the IAM endpoint of Huawei Cloud Stack",
        ],
        ["cn-north-4", { HW_CLOUD: "hcs.example.org" }, "hcs.example.org", "a private cloud, configured"],
        [
            "eu-west-101",
            { HW_CLOUD: "hcs.example.org" },
            "hcs.example.org",
            "the configured cloud goes before the region",
        ],
        [
            "eu-nl",
            { OS_AUTH_URL: "https://iam.eu-nl.otc.t-systems.com/v3" },
            "otc.t-systems.com",
            "by the IAM endpoint",
        ],
        [
            "r1",
            { HW_AUTH_URL: "https://iam.r1.hcs.example.org:26335/v3" },
            "hcs.example.org",
            "by the IAM endpoint, with a port",
        ],
        [
            "cn-north-4",
            { HW_AUTH_URL: "https://iam.myhuaweicloud.com/v3" },
            "myhuaweicloud.com",
            "an IAM for all regions",
        ],
        [
            "cn-north-4",
            { HW_AUTH_URL: "https://login.example.org/v3" },
            "myhuaweicloud.com",
            "an IAM host without the pattern is ignored",
        ],
        [
            "r1",
            { HW_AUTH_URL: "https://iam.acme-cloud.com/v3" },
            "acme-cloud.com",
            "a private cloud with a hyphen",
        ],
        [
            "r1",
            { HW_AUTH_URL: "https://iam.acme-cloud.example.org/v3" },
            "acme-cloud.example.org",
            "a private cloud whose name resembles a region",
        ],
        [
            "eu-nl",
            { OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" },
            "otc.t-systems.com",
            "the IAM of another region",
        ],
        [
            "cn-south-1",
            { HW_AUTH_URL: "https://iam.cn-north-4.myhuaweicloud.com/v3" },
            "myhuaweicloud.com",
            "the IAM of another region",
        ],
    ] as [string, Record<string, string>, string, string][])(
        "in %s with %j is %s: %s",
        (region, values, cloud) => {
            expect(settingsWithDefaults({ HW_REGION_NAME: region, ...values }).modelarts).toBe(
                `https://modelarts.${region}.${cloud}`,
            );
        },
    );

    test("of ModelArts differs in the region ap-southeast-1", () => {
        const { modelarts, iam } = settingsWithDefaults({ HW_REGION_NAME: "ap-southeast-1" });
        expect(modelarts).toBe("https://modelarts.ap-southeast-1.myhuaweicloud.cn");
        expect(iam).toBe("https://iam.ap-southeast-1.myhuaweicloud.com");
    });
});

describe("the form of signatures", () => {
    const gateway = { "huaweicloud:endpoints": '{"modelarts":"https://gw.example.org"}' };

    test.each([
        ["cn-north-4", {}, "access", "China and international"],
        ["eu-west-101", {}, "access", "Europe"],
        ["eu-de", {}, "scoped", "Open Telekom Cloud, by its region"],
        ["r1", { HW_CLOUD: "otc.t-systems.com" }, "scoped", "Open Telekom Cloud, configured"],
        ["eu-de", gateway, "scoped", "Open Telekom Cloud behind a gateway"],
        ["r1", { HW_CLOUD: "hcs.example.org" }, "access", "a private cloud"],
        [
            "r1",
            { HW_CLOUD: "not-otc.t-systems.com.example.org" },
            "access",
            "a domain that resembles Open Telekom Cloud",
        ],
    ] as [string, Record<string, string>, string, string][])(
        "in %s with %j is %s: %s",
        (region, values, signing) => {
            expect(settingsWithDefaults({ HW_REGION_NAME: region, ...values }).signing).toBe(signing);
        },
    );

    test.each(["access", "scoped"])("is %s in every cloud when it is configured", (signing) => {
        for (const region of ["eu-de", "cn-north-4"])
            expect(settingsWithDefaults({ HW_REGION_NAME: region, MODELARTS_SIGNING: signing }).signing).toBe(
                signing,
            );
    });
});
