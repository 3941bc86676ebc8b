import { proxyFor, proxySecrets } from "../../../../provider/src/modelarts/http/proxy";
import { errorOf } from "../../../support/errors";

const url = new URL("https://modelarts.example.org/v1");
const variables = /^(https?|no|all)_proxy$/i;
const initialEnvironment = { ...process.env };

function setProxyEnvironment(values: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(process.env))
        if (variables.test(name)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, values);
}

afterAll(() => {
    const entries = Object.entries(initialEnvironment).filter(([name]) => variables.test(name));
    setProxyEnvironment(Object.fromEntries(entries) as Record<string, string>);
});

test.each([
    ["http://proxy.example.org:3128", { protocol: "http:", host: "proxy.example.org", port: 3128 }],
    ["http://proxy.example.org", { protocol: "http:", host: "proxy.example.org", port: 80 }],
    ["https://proxy.example.org", { protocol: "https:", host: "proxy.example.org", port: 443 }],
])("reads the address %s", (address, proxy) => {
    setProxyEnvironment({ HTTPS_PROXY: address });
    expect(proxyFor(url)).toEqual(proxy);
});

test("uses no proxy without HTTPS_PROXY, nor for a host in NO_PROXY", () => {
    setProxyEnvironment({ HTTP_PROXY: "http://proxy.example.org:3128" });
    expect(proxyFor(url)).toBe(false);
    setProxyEnvironment({ HTTPS_PROXY: "http://proxy.example.org:3128", NO_PROXY: ".example.org" });
    expect(proxyFor(url)).toBe(false);
});

test.each([
    ["p%40ss%2Fword", "p@ss/word"],
    ["100%", "100%"],
])("decodes the password %s", (encodedPassword, password) => {
    setProxyEnvironment({ HTTPS_PROXY: `http://someone:${encodedPassword}@proxy.example.org` });
    expect(proxyFor(url)).toMatchObject({ auth: { username: "someone", password } });
    const basic = Buffer.from(`someone:${password}`).toString("base64");
    expect(proxySecrets(url)).toEqual([password, basic]);
});

test("has no secrets without a password", () => {
    setProxyEnvironment({ HTTPS_PROXY: "http://someone@proxy.example.org" });
    expect(proxySecrets(url)).toEqual([]);
});

test.each(["socks5://fake-user:fake-password@127.0.0.1", "http://fake-user:fake-password@[bad"])(
    "names the variable and not the address when it is invalid: %s",
    (address) => {
        setProxyEnvironment({ HTTPS_PROXY: address });
        const error = errorOf(() => proxyFor(url));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain("HTTPS_PROXY");
        expect(error.message).not.toContain("fake-password");
    },
);
