import { createResource, pluginConfig, usePlugins } from "../../support/emulatedPlugin";
import { urnOf } from "../../support/urns";
import { useEmulator } from "../../support/emulatedClient";

const emulator = useEmulator({ boot: 0, stop: 0 });
const plugins = usePlugins();
const secretMark = "4dabf18193072939515e22adb298388d";
const args = { trainUrl: "/bucket/logs/", state: "running" };
const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(pluginConfig(emulator())).filter(([name]) => !names.includes(name)));

test("marks the secrets of a provider's configuration, however they are given, and nothing else", async () => {
    const plugin = await plugins.start(emulator());
    const config = { accessKey: "key", secretKey: "hush", password: "hush", token: "hush", region: "eu-de" };
    const { inputs, failures } = await plugin.checkConfig(config);
    expect(failures).toEqual([]);
    const secrets = Object.keys(inputs).filter((name) =>
        Object.hasOwn(Object(inputs[name]) as object, secretMark),
    );
    expect(secrets.sort()).toEqual(["accessKey", "password", "secretKey", "token"]);
    expect(inputs["region"]).toBe("eu-de");
});

test("rejects a resource where the provider has an unknown setting, and not the provider, whose refresh it would hold up", async () => {
    const config = { ...pluginConfig(emulator()), version: "0.1.0", regoin: "cn-south-1" };
    const plugin = await plugins.start(emulator(), config);
    expect((await plugin.checkConfig({ regoin: "cn-south-1" })).failures).toEqual([]);
    const { failures } = await plugin.check(urnOf("board"), args);
    expect(failures).toEqual([
        { property: "", reason: "there is no setting modelarts:regoin; did you mean modelarts:region?" },
    ]);
});

test("takes credentials from the environment where the configuration has none", async () => {
    const { accessKey, secretKey } = emulator().info;
    const environment = { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey };
    const plugin = await plugins.start(emulator(), without("accessKey", "secretKey"), environment);
    await createResource(plugin, "board", args);
    expect(emulator().jobs).toMatchObject([{ statusName: "RUNNING" }]);
});

test.each<{ what: string; environment: Readonly<Record<string, string>>; message: RegExp }>([
    {
        what: "no credentials",
        environment: {},
        message: /no credentials are set\. Set modelarts:accessKey and modelarts:secretKey/,
    },
    {
        what: "a key without its secret",
        environment: { HW_ACCESS_KEY: "FAKEACCESSKEY0000001" },
        message: /HW_ACCESS_KEY is set, but HW_SECRET_KEY is not/,
    },
    {
        what: "one half from each family of names",
        environment: {
            HW_ACCESS_KEY: "FAKEACCESSKEY0000001",
            HUAWEICLOUD_SDK_SK: "fake-secret-key-for-tests",
        },
        message: /HW_ACCESS_KEY is set, but HW_SECRET_KEY is not/,
    },
    {
        what: "a user without a password",
        environment: { OS_USERNAME: "example-user", HW_SECURITY_TOKEN: "fake-security-token" },
        message: /OS_USERNAME is set, but OS_PASSWORD is not/,
    },
])("fails a create before any request, and shows no value: $what", async ({ environment, message }) => {
    const plugin = await plugins.start(emulator(), without("accessKey", "secretKey"), environment);
    const { inputs } = await plugin.check(urnOf("board"), args);
    const create = plugin.create(urnOf("board"), inputs);
    await expect(create).rejects.toThrow(message);
    for (const text of plugin.server.texts) {
        expect(text).not.toMatch(/\bat .*:\d+:\d+/);
        for (const value of Object.values(environment)) expect(text).not.toContain(value);
    }
    expect(emulator().requests).toEqual([]);
});

test("names its own settings in errors", async () => {
    const plugin = await plugins.start(emulator(), without("region"));
    const { inputs } = await plugin.check(urnOf("board"), args);
    await expect(plugin.create(urnOf("board"), inputs)).rejects.toThrow(
        /no region is set\. Set modelarts:region \(or HW_REGION_NAME, OS_REGION_NAME, OS_REGION\)\./,
    );
    expect(plugin.server.texts.join("\n")).not.toContain("huaweicloud:");
});
