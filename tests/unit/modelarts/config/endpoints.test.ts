import { settingsWithDefaults } from "../../../support/settings";

const withEndpoint = (service: string, address: string) =>
    settingsWithDefaults({ "huaweicloud:endpoints": JSON.stringify({ [service]: address }) });

describe("an endpoint that is given", () => {
    test.each([
        ["https://gw.example.org", "https://gw.example.org", "as it is"],
        ["gw.example.org", "https://gw.example.org", "without a scheme: https is meant"],
        ["http://127.0.0.1:18080", "http://127.0.0.1:18080", "a scheme of its own stays"],
        ["https://gw.example.org/", "https://gw.example.org", "with a last slash"],
        ["https://gw.example.org:8443/", "https://gw.example.org:8443", "with a port"],
        ["gw.example.org:8443", "https://gw.example.org:8443", "with a port and without a scheme"],
        ["https://gw.example.org/modelarts", "https://gw.example.org/modelarts", "with a base path"],
        [
            "gw.example.org/modelarts/",
            "https://gw.example.org/modelarts",
            "with a base path, a last slash and no scheme",
        ],
        ["https://gw.example.org//modelarts//", "https://gw.example.org/modelarts", "with doubled slashes"],
        [" https://gw.example.org ", "https://gw.example.org", "with blanks that were copied along"],
    ])("%j becomes %s: %s", (address, endpoint) => {
        expect(withEndpoint("modelarts", address).modelarts).toBe(endpoint);
        expect(withEndpoint("iam", address).iam).toBe(endpoint);
    });

    test.each(["/v3", "/v3/", "/v3.0"])("for IAM may end in %s", (version) => {
        for (const base of ["https://iam.example.org", "https://gw.example.org:8443/iam"]) {
            expect(settingsWithDefaults({ HW_AUTH_URL: base + version }).iam).toBe(base);
            expect(withEndpoint("iam", base + version).iam).toBe(base);
        }
    });

    test("for IAM keeps a host that is named like a version", () => {
        expect(withEndpoint("iam", "https://v3").iam).toBe("https://v3");
        expect(withEndpoint("iam", "https://v3/v3").iam).toBe("https://v3");
    });

    test("counts for its service alone", () => {
        expect(withEndpoint("modelarts", "https://gw.example.org").iam).toBe(
            "https://iam.cn-north-4.myhuaweicloud.com",
        );
        expect(withEndpoint("iam", "https://gw.example.org").modelarts).toBe(
            "https://modelarts.cn-north-4.myhuaweicloud.com",
        );
    });

    test("for IAM in the map comes before the address for logging in", () => {
        const endpoints = JSON.stringify({ iam: "https://map.example.org" });
        const { iam } = settingsWithDefaults({
            "huaweicloud:endpoints": endpoints,
            "huaweicloud:authUrl": "https://auth.example.org",
        });
        expect(iam).toBe("https://map.example.org");
    });

    test.each(["", "  "])("as %j counts as not given", (address) => {
        expect(withEndpoint("modelarts", address).modelarts).toBe(
            "https://modelarts.cn-north-4.myhuaweicloud.com",
        );
    });

    test("for another service of the cloud is nothing to this one", () => {
        expect(withEndpoint("obs", "https://obs.example.org")).toEqual(settingsWithDefaults());
    });

    test("for both stays where it is when a resource names another region", () => {
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

describe("the cloud", () => {
    test.each([
        ["cn-north-4", {}, "myhuaweicloud.com", "China"],
        ["ap-southeast-3", {}, "myhuaweicloud.com", "international"],
        ["eu-west-101", {}, "myhuaweicloud.eu", "Europe, by its region"],
        ["eu-de", {}, "otc.t-systems.com", "Open Telekom Cloud, by its region"],
        ["cn-north-4", { HW_CLOUD: "hcs.example.org" }, "hcs.example.org", "a private cloud, as set"],
        [
            "eu-west-101",
            { HW_CLOUD: "hcs.example.org" },
            "hcs.example.org",
            "what is set comes before the region",
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
            "an IAM without the pattern tells nothing",
        ],
        [
            "r1",
            { HW_AUTH_URL: "https://iam.acme-cloud.com/v3" },
            "acme-cloud.com",
            "a private one of two words",
        ],
        [
            "r1",
            { HW_AUTH_URL: "https://iam.acme-cloud.example.org/v3" },
            "acme-cloud.example.org",
            "a private one whose name only looks like a region",
        ],
        [
            "eu-nl",
            { OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" },
            "otc.t-systems.com",
            "the IAM of a neighbouring region",
        ],
        [
            "cn-south-1",
            { HW_AUTH_URL: "https://iam.cn-north-4.myhuaweicloud.com/v3" },
            "myhuaweicloud.com",
            "the same",
        ],
    ] as [string, Record<string, string>, string, string][])(
        "of %s with %j is %s: %s",
        (region, values, cloud) => {
            expect(settingsWithDefaults({ HW_REGION_NAME: region, ...values }).modelarts).toBe(
                `https://modelarts.${region}.${cloud}`,
            );
        },
    );

    test("has ModelArts of one region under another domain", () => {
        const { modelarts, iam } = settingsWithDefaults({ HW_REGION_NAME: "ap-southeast-1" });
        expect(modelarts).toBe("https://modelarts.ap-southeast-1.myhuaweicloud.cn");
        expect(iam).toBe("https://iam.ap-southeast-1.myhuaweicloud.com");
    });
});

describe("the form of signature, where it is not set,", () => {
    const gateway = { "huaweicloud:endpoints": '{"modelarts":"https://gw.example.org"}' };

    test.each([
        ["cn-north-4", {}, "access", "China and international"],
        ["eu-west-101", {}, "access", "Europe"],
        ["eu-de", {}, "scoped", "Open Telekom Cloud, by its region"],
        ["r1", { HW_CLOUD: "otc.t-systems.com" }, "scoped", "Open Telekom Cloud, as set"],
        ["eu-de", gateway, "scoped", "Open Telekom Cloud behind a gateway"],
        ["r1", { HW_CLOUD: "hcs.example.org" }, "access", "a private cloud"],
        [
            "r1",
            { HW_CLOUD: "not-otc.t-systems.com.example.org" },
            "access",
            "a domain that only looks like it",
        ],
    ] as [string, Record<string, string>, string, string][])(
        "of %s with %j is %s: %s",
        (region, values, signing) => {
            expect(settingsWithDefaults({ HW_REGION_NAME: region, ...values }).signing).toBe(signing);
        },
    );

    test.each(["access", "scoped"])("is %s where that is set, whatever the cloud", (signing) => {
        for (const region of ["eu-de", "cn-north-4"])
            expect(settingsWithDefaults({ HW_REGION_NAME: region, MODELARTS_SIGNING: signing }).signing).toBe(
                signing,
            );
    });
});
