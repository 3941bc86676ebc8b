import { alternativeHint } from "../../../../../provider/src/modelarts/config/endpoints";
import { errorOf } from "../../../../support/errors";
import { fakeAccessKey, settingsFromValues, settingsWithDefaults } from "../../../../support/settings";

describe("the IAM endpoint", () => {
    test.each([
        ["eu-ch2", {}, "https://iam-pub.eu-ch2.sc.otc.t-systems.com"],
        ["eu-ch2", { HW_CLOUD: "sc.otc.t-systems.com" }, "https://iam-pub.eu-ch2.sc.otc.t-systems.com"],
        ["eu-de", {}, "https://iam.eu-de.otc.t-systems.com"],
        ["eu-west-0", {}, "https://iam.eu-west-0.prod-cloud-ocb.orange-business.com"],
        ["ru-moscow-1", {}, "https://iam.ru-moscow-1.hc.sbercloud.ru"],
        ["r1", { HW_CLOUD: "hcs.example.org" }, "https://iam.r1.hcs.example.org"],
    ] as [string, Record<string, string>, string][])("in %s with %j is %s", (region, values, iam) => {
        expect(settingsWithDefaults({ HW_REGION_NAME: region, ...values }).iam).toBe(iam);
    });

    test.each(["iam", "iam-pub", "iam-apigateway-proxy"])(
        "of the configured region by the name %s does not serve another region",
        (name) => {
            const values = {
                HW_REGION_NAME: "eu-ch2",
                HW_AUTH_URL: `https://${name}.eu-ch2.sc.otc.t-systems.com/v3`,
            };
            expect(settingsWithDefaults(values, { region: "eu-de" }).iam).toBe(
                "https://iam-pub.eu-de.sc.otc.t-systems.com",
            );
        },
    );

    test.each([
        ["https://iam.eu-de.otc.t-systems.com/v3", "eu-de"],
        ["https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", "eu-ch2"],
        ["iam.cn-north-4.myhuaweicloud.com", "cn-north-4"],
    ])("%s names the region where none is set", (authUrl, region) => {
        const values = { ...fakeAccessKey, OS_AUTH_URL: authUrl };
        expect(settingsFromValues(values).region).toBe(region);
        expect(settingsFromValues({ ...values, OS_REGION: "eu-nl" }).region).toBe("eu-nl");
    });

    test.each([
        "https://iam.myhuaweicloud.com/v3",
        "https://sso.eu-de.example.org/v3",
        "https://iam.r1.example.org",
    ])("%s names no region", (authUrl) => {
        const error = errorOf(() => settingsFromValues({ ...fakeAccessKey, OS_AUTH_URL: authUrl }));
        expect(error.message).toContain("no region is set");
    });
});

describe("an endpoint that does not respond", () => {
    test.each([
        ["https://modelarts.ap-southeast-1.myhuaweicloud.cn", "modelarts.ap-southeast-1.myhuaweicloud.com"],
        ["https://iam.r1.hcs.example.org", "iam-apigateway-proxy.r1.hcs.example.org"],
        ["https://iam.xx-west-1.myhuaweicloud.com", "huaweicloud:cloud"],
        ["https://modelarts.xx-west-1.myhuaweicloud.com", "huaweicloud:cloud"],
        ["https://modelarts.ru-moscow-1.hc.sbercloud.ru", "hc.cloud.ru"],
    ])("%s has the hint %s", (endpoint, text) => {
        expect(alternativeHint(endpoint)).toContain(text);
    });

    test.each([
        "https://iam.eu-de.otc.t-systems.com",
        "https://iam-apigateway-proxy.r1.hcs.example.org",
        "https://modelarts.r1.hcs.example.org",
        "https://gw.example.org/modelarts",
        "https://iam.example.org",
        "http://127.0.0.1:18080",
    ])("%s has no hint", (endpoint) => {
        expect(alternativeHint(endpoint)).toBeUndefined();
    });
});
