import { type Overrides, type Settings, resolveSettings } from "../../provider/src/modelarts/config/settings";

export type SettingValues = Readonly<Record<string, string>>;

/** Makes settings from configuration values (keys with a colon) and environment variables (the other keys). */
export function settingsFromValues(values: SettingValues, overrides?: Overrides): Settings {
    const config = (key: string) => (key.includes(":") ? values[key] : undefined);
    const environment = Object.fromEntries(Object.entries(values).filter(([name]) => !name.includes(":")));
    return resolveSettings(config, environment, overrides);
}

export const fakeAccessKey = {
    "huaweicloud:accessKey": "FAKEACCESSKEY0000001",
    "huaweicloud:secretKey": "fake-secret-key-for-tests",
};

/** Makes settings from these values, a region and an access key. */
export function settingsWithDefaults(values: SettingValues = {}, overrides?: Overrides): Settings {
    const region = Object.keys(values).some((name) => /region/i.test(name))
        ? {}
        : { HW_REGION_NAME: "cn-north-4" };
    return settingsFromValues({ ...fakeAccessKey, ...region, ...values }, overrides);
}
