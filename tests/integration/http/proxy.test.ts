import dns from "node:dns";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, createSelfSignedCertificate, startEmulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator, passwordSettings } from "../../support/emulatedClient";
import { type HttpsProxy, startHttpsProxy, type TunnelRejection } from "../../support/httpsProxy";
import { findLeaks } from "../../support/printing";

/* The function `resolveTestHosts` resolves this host name of the tests to this machine. */
const host = "modelarts.cn-north-4.example.test";
const certificate = createSelfSignedCertificate();

let service: Emulator;
let folder: string;
let caFile: string;
const proxies: HttpsProxy[] = [];
const initialEnvironment = { ...process.env };

const port = () => Number(new URL(service.info.url).port);
const names = /^(https?|no|all)_proxy$/i;

function setProxyEnvironment(values: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(process.env))
        if (names.test(name)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, values);
}

async function startProxy(rejection?: TunnelRejection): Promise<HttpsProxy> {
    const proxy = await startHttpsProxy(service.info.url, rejection);
    proxies.push(proxy);
    return proxy;
}

function connectTo(name: string, values: SettingValues = {}) {
    const url = `https://${name}:${port()}`;
    const endpoints = JSON.stringify({ modelarts: url, iam: url });
    return connectToEmulator(service, { "huaweicloud:endpoints": endpoints, HW_CACERT: caFile, ...values });
}

/** Resolves the host names of the tests to this machine. */
function resolveTestHosts(): void {
    type LookupCallback = (error: null, address: unknown, family?: number) => void;
    const lookup = dns.lookup as unknown as (...args: unknown[]) => unknown;
    const fakeLookup = (name: unknown, ...rest: unknown[]): unknown => {
        if (!String(name).endsWith(".example.test")) return lookup(name, ...rest);
        const callback = rest.at(-1) as LookupCallback;
        if ((rest[0] as { all?: boolean }).all === true)
            callback(null, [{ address: "127.0.0.1", family: 4 }]);
        else callback(null, "127.0.0.1", 4);
        return undefined;
    };
    jest.spyOn(dns, "lookup").mockImplementation(fakeLookup);
}

const getJob = async (name: string, values?: SettingValues) =>
    connectTo(name, values).jobs.get(service.makeJob().id);

beforeAll(async () => {
    service = await startEmulator({ tls: certificate });
    folder = mkdtempSync(path.join(tmpdir(), "proxy-"));
    caFile = path.join(folder, "ca.pem");
    writeFileSync(caFile, certificate.cert);
    resolveTestHosts();
});
afterAll(async () => {
    setProxyEnvironment(
        Object.fromEntries(
            Object.entries(initialEnvironment).filter(([name]) => names.test(name)),
        ) as SettingValues,
    );
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
    await service.close();
});
afterEach(async () => {
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
    service.clearRequests();
});

describe("HTTPS_PROXY", () => {
    test.each(["HTTPS_PROXY", "https_proxy"])("sends requests through a tunnel: %s", async (name) => {
        const { url, tunnels, plainRequests } = await startProxy();
        setProxyEnvironment({ [name]: url });
        expect((await getJob("localhost")).status.name).toBe("RUNNING");
        expect(tunnels.map(({ target }) => target)).toEqual([`localhost:${port()}`]);
        expect(plainRequests).toEqual([]);
    });

    test("shows the proxy neither credentials nor requests", async () => {
        const { url, tunnels } = await startProxy();
        setProxyEnvironment({ HTTPS_PROXY: url });
        const { jobs } = connectTo("localhost");
        const { id } = await jobs.create({ name: "board-1", trainUrl: "/bucket/logs/" });
        await jobs.update(id, { description: "x" });
        expect(tunnels.length).toBeGreaterThan(0);
        for (const { headers } of tunnels) {
            expect(headers).not.toHaveProperty("authorization");
            expect(headers).not.toHaveProperty("x-sdk-date");
        }
        expect(JSON.stringify(tunnels)).not.toMatch(/visualization-jobs|SDK-HMAC/);
    });

    test("applies to the lookup of a project", async () => {
        const { url, tunnels } = await startProxy();
        setProxyEnvironment({ HTTPS_PROXY: url });
        expect(await connectTo("localhost", { "huaweicloud:projectId": "" }).projectId()).toBe(
            service.info.projectId,
        );
        expect(tunnels).toHaveLength(1);
    });

    test("takes a token of 100,000 characters", async () => {
        const { url, tunnels } = await startProxy();
        setProxyEnvironment({ HTTPS_PROXY: url });
        service.setOptions({ tokenLength: 100_000 });
        expect((await getJob("localhost", passwordSettings(service))).status.name).toBe("RUNNING");
        expect(tunnels.length).toBeGreaterThan(0);
    });

    test("does not weaken the check of the service's certificate", async () => {
        const { url, tunnels } = await startProxy();
        setProxyEnvironment({ HTTPS_PROXY: url });
        const error = await rejectionOf(getJob("localhost", { HW_CACERT: "" }));
        expect(error.kind).toBe("certificate");
        expect(error.message).toContain("huaweicloud:cacertFile");
        expect(error.message).toContain("huaweicloud:insecure");
        expect((await rejectionOf(getJob(host))).kind).toBe("certificate");
        expect(tunnels).toHaveLength(2);
        expect(service.requests).toEqual([]);
    });

    test("works with insecure for a host name that this machine cannot resolve", async () => {
        const { url, tunnels } = await startProxy();
        setProxyEnvironment({ HTTPS_PROXY: url });
        expect((await getJob(host, { HW_CACERT: "", HW_INSECURE: "true" })).status.name).toBe("RUNNING");
        expect(tunnels.map(({ target }) => target)).toEqual([`${host}:${port()}`]);
    });
});

describe("NO_PROXY", () => {
    const insecure = { HW_CACERT: "", HW_INSECURE: "true" };

    test.each<[rule: string, noProxy: () => string, usesTunnel: boolean]>([
        ["the exact name", () => host, false],
        ["the exact name with its port", () => `${host}:${port()}`, false],
        ["the exact name with another port", () => `${host}:1`, true],
        ["the name in a list with spaces", () => `other.test, ${host} ,third.test`, false],
        ["another name", () => "modelarts.cn-north-9.example.test", true],
        [".suffix", () => ".example.test", false],
        ["*.suffix", () => "*.example.test", false],
        ["another .suffix", () => ".example.org", true],
        ["another *.suffix", () => "*.ample.test", true],
        ["*", () => "*", false],
        ["an empty value", () => "", true],
    ])("applies the rule: %s", async (_, noProxy, usesTunnel) => {
        const { url, tunnels } = await startProxy();
        for (const name of ["NO_PROXY", "no_proxy"]) {
            setProxyEnvironment({ HTTPS_PROXY: url, [name]: noProxy() });
            expect((await getJob(host, insecure)).status.name).toBe("RUNNING");
        }
        expect(tunnels).toHaveLength(usesTunnel ? 2 : 0);
    });
});

describe("a proxy with a password", () => {
    const password = "fake-proxy-p@ss/word";
    const basic = Buffer.from(`fake-user:${password}`).toString("base64");
    const secrets = [password, encodeURIComponent(password), basic];
    const withPassword = (url: string) => url.replace("//", `//fake-user:${encodeURIComponent(password)}@`);

    test("gets the password with the tunnel, and the service does not get it", async () => {
        const { url, tunnels } = await startProxy();
        setProxyEnvironment({ HTTPS_PROXY: withPassword(url) });
        await getJob("localhost");
        expect(tunnels[0]?.headers["proxy-authorization"]).toBe(`Basic ${basic}`);
        for (const { headers } of service.requests) expect(headers).not.toHaveProperty("proxy-authorization");
    });

    const page = (status: string, body: string) =>
        `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

    test.each<[behavior: string, rejection: TunnelRejection]>([
        ["rejects it", page("407 Proxy Authentication Required", "<h1>Authentication required</h1>")],
        ["sends it back", page("407 Proxy Authentication Required", secrets.join(" "))],
        ["forbids the host", page("403 Forbidden", "<h1>Forbidden</h1>")],
        ["has a server error", page("502 Bad Gateway", "<h1>Bad Gateway</h1>")],
        ["closes the connection", ""],
        ["does not use HTTP", "220 mail.example.org ESMTP\r\n\r\n"],
        ["does not respond", null],
    ])("that %s does not make the error print it", async (_, rejection) => {
        const { url } = await startProxy(rejection);
        setProxyEnvironment({ HTTPS_PROXY: withPassword(url) });
        const error = await rejectionOf(getJob("localhost", { "modelarts:requestTimeout": "1" }));
        expect(["network", "timeout", "unexpected-response", "server-error"]).toContain(error.kind);
        expect(findLeaks(error, secrets)).toEqual([]);
        expect(service.requests).toEqual([]);
    });

    test.each([
        ["at a closed port", "127.0.0.1:1"],
        ["at an invalid address", "[bad"],
        ["with another protocol than HTTP", "127.0.0.1:1", "socks5"],
        ["with an invalid port", "127.0.0.1:99999"],
    ])("%s does not make the error print the password", async (_, where, scheme = "http") => {
        setProxyEnvironment({ HTTPS_PROXY: withPassword(where).replace("http", scheme) });
        const error = await rejectionOf(getJob("localhost", { "modelarts:requestTimeout": "1" }));
        expect(findLeaks(error, secrets)).toEqual([]);
        expect(service.requests).toEqual([]);
    });
});

test("names the setting when the proxy has another protocol than HTTP, before any request", async () => {
    setProxyEnvironment({ HTTPS_PROXY: "socks5://127.0.0.1:1" });
    const error = await rejectionOf(getJob("localhost"));
    expect(error.kind).toBe("settings");
    expect(error.message).toContain("HTTPS_PROXY");
});
