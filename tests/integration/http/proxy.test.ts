import dns from "node:dns";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, createSelfSignedCertificate, startEmulator } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator } from "../../support/emulatedClient";
import { type HttpsProxy, startHttpsProxy, type TunnelRejection } from "../../support/httpsProxy";
import { findLeaks } from "../../support/printing";

/* A name outside of this machine is looked up by nobody here: it is one of this machine's own. */
const host = "modelarts.cn-north-4.example.test";
const certificate = createSelfSignedCertificate();

let service: Emulator;
let folder: string;
let caFile: string;
const proxies: HttpsProxy[] = [];
const outer = { ...process.env };

const port = () => Number(new URL(service.info.url).port);
const names = /^(https?|no|all)_proxy$/i;

function environment(values: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(process.env))
        if (names.test(name)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, values);
}

async function proxy(refuse?: TunnelRejection): Promise<HttpsProxy> {
    const one = await startHttpsProxy(port(), refuse);
    proxies.push(one);
    return one;
}

function at(name: string, values: SettingValues = {}) {
    const url = `https://${name}:${port()}`;
    const endpoints = JSON.stringify({ modelarts: url, iam: url });
    return connectToEmulator(service, { "huaweicloud:endpoints": endpoints, HW_CACERT: caFile, ...values });
}

/** Every name of our own is this machine; the rest is looked up as ever. */
function nameService(): void {
    type Done = (error: null, address: unknown, family?: number) => void;
    const lookup = dns.lookup as unknown as (...args: unknown[]) => unknown;
    const fakeLookup = (name: unknown, ...rest: unknown[]): unknown => {
        if (!String(name).endsWith(".example.test")) return lookup(name, ...rest);
        const done = rest.at(-1) as Done;
        if ((rest[0] as { all?: boolean }).all === true) done(null, [{ address: "127.0.0.1", family: 4 }]);
        else done(null, "127.0.0.1", 4);
        return undefined;
    };
    jest.spyOn(dns, "lookup").mockImplementation(fakeLookup);
}

const show = async (name: string, values?: SettingValues) => at(name, values).jobs.get(service.makeJob().id);

beforeAll(async () => {
    service = await startEmulator({ tls: certificate });
    folder = mkdtempSync(path.join(tmpdir(), "proxy-"));
    caFile = path.join(folder, "ca.pem");
    writeFileSync(caFile, certificate.cert);
    nameService();
});
afterAll(async () => {
    environment(
        Object.fromEntries(Object.entries(outer).filter(([name]) => names.test(name))) as SettingValues,
    );
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
    await service.close();
});
afterEach(async () => {
    await Promise.all(proxies.splice(0).map((one) => one.close()));
    service.clearRequests();
});

describe("HTTPS_PROXY", () => {
    test.each(["HTTPS_PROXY", "https_proxy"])("leads requests through a tunnel: %s", async (name) => {
        const { port: proxyPort, tunnels, plainRequests } = await proxy();
        environment({ [name]: `http://127.0.0.1:${proxyPort}` });
        expect((await show("localhost")).status.name).toBe("RUNNING");
        expect(tunnels.map(({ target }) => target)).toEqual([`localhost:${port()}`]);
        expect(plainRequests).toEqual([]);
    });

    test("never shows the proxy who asks, nor what for", async () => {
        const { port: proxyPort, tunnels } = await proxy();
        environment({ HTTPS_PROXY: `http://127.0.0.1:${proxyPort}` });
        const { jobs } = at("localhost");
        const { id } = await jobs.create({ name: `board-${proxyPort}`, trainUrl: "/bucket/logs/" });
        await jobs.update(id, { description: "x" });
        expect(tunnels.length).toBeGreaterThan(0);
        for (const { headers } of tunnels) {
            expect(headers).not.toHaveProperty("authorization");
            expect(headers).not.toHaveProperty("x-sdk-date");
        }
        expect(JSON.stringify(tunnels)).not.toMatch(/visualization-jobs|SDK-HMAC/);
    });

    test("is for the log-in and the lookup of a project as well", async () => {
        const { port: proxyPort, tunnels } = await proxy();
        environment({ HTTPS_PROXY: `http://127.0.0.1:${proxyPort}` });
        expect(await at("localhost", { "huaweicloud:projectId": "" }).projectId()).toBe(
            service.info.projectId,
        );
        expect(tunnels).toHaveLength(1);
    });

    test("leaves the check of the certificate to us: nobody in between is trusted", async () => {
        const { port: proxyPort, tunnels } = await proxy();
        environment({ HTTPS_PROXY: `http://127.0.0.1:${proxyPort}` });
        const failure = await rejectionOf(show("localhost", { HW_CACERT: "" }));
        expect(failure.kind).toBe("certificate");
        expect(failure.message).toContain("huaweicloud:cacertFile");
        expect(failure.message).toContain("huaweicloud:insecure");
        expect((await rejectionOf(show(host))).kind).toBe("certificate");
        expect(tunnels).toHaveLength(2);
        expect(service.requests).toEqual([]);
    });

    test("works beside insecure, for a name that nobody can look up here", async () => {
        const { port: proxyPort, tunnels } = await proxy();
        environment({ HTTPS_PROXY: `http://127.0.0.1:${proxyPort}` });
        expect((await show(host, { HW_CACERT: "", HW_INSECURE: "true" })).status.name).toBe("RUNNING");
        expect(tunnels.map(({ target }) => target)).toEqual([`${host}:${port()}`]);
    });
});

describe("NO_PROXY", () => {
    const own = { HW_CACERT: "", HW_INSECURE: "true" };

    test.each<[rule: string, noProxy: () => string, tunnelled: boolean]>([
        ["the exact name", () => host, false],
        ["the exact name, with its port", () => `${host}:${port()}`, false],
        ["the exact name, with another port", () => `${host}:1`, true],
        ["the name in a list, with blanks", () => `other.test, ${host} ,third.test`, false],
        ["another name", () => "modelarts.cn-north-9.example.test", true],
        [".suffix", () => ".example.test", false],
        ["*.suffix", () => "*.example.test", false],
        ["another .suffix", () => ".example.org", true],
        ["another *.suffix", () => "*.ample.test", true],
        ["*", () => "*", false],
        ["nothing", () => "", true],
    ])("with %s", async (_, noProxy, tunnelled) => {
        const { port: proxyPort, tunnels } = await proxy();
        for (const name of ["NO_PROXY", "no_proxy"]) {
            environment({ HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, [name]: noProxy() });
            expect((await show(host, own)).status.name).toBe("RUNNING");
        }
        expect(tunnels).toHaveLength(tunnelled ? 2 : 0);
    });
});

describe("a proxy that wants to know who asks", () => {
    const password = "fake-proxy-p@ss/word";
    const basic = Buffer.from(`fake-user:${password}`).toString("base64");
    const secrets = [password, encodeURIComponent(password), basic];
    const withPassword = (where: string) => `http://fake-user:${encodeURIComponent(password)}@${where}`;

    test("is told so with the tunnel, and the service never is", async () => {
        const { port: proxyPort, tunnels } = await proxy();
        environment({ HTTPS_PROXY: withPassword(`127.0.0.1:${proxyPort}`) });
        await show("localhost");
        expect(tunnels[0]?.headers["proxy-authorization"]).toBe(`Basic ${basic}`);
        for (const { headers } of service.requests) expect(headers).not.toHaveProperty("proxy-authorization");
    });

    const page = (status: string, body: string) =>
        `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

    test.each<[what: string, refuse: TunnelRejection]>([
        ["refuses", page("407 Proxy Authentication Required", "<h1>Who are you?</h1>")],
        ["refuses, and sends back what it got", page("407 Proxy Authentication Required", secrets.join(" "))],
        ["forbids the host", page("403 Forbidden", "<h1>No way</h1>")],
        ["has trouble", page("502 Bad Gateway", "<h1>Bad Gateway</h1>")],
        ["ends the connection", ""],
        ["speaks no HTTP", "220 mail.example.org ESMTP\r\n\r\n"],
        ["does not answer", null],
    ])("and %s: its password is in no failure", async (_, refuse) => {
        const { port: proxyPort } = await proxy(refuse);
        environment({ HTTPS_PROXY: withPassword(`127.0.0.1:${proxyPort}`) });
        const failure = await rejectionOf(show("localhost", { "modelarts:requestTimeout": "1" }));
        expect(["network", "timeout", "unexpected-response", "server-error"]).toContain(failure.kind);
        expect(findLeaks(failure, secrets)).toEqual([]);
        expect(service.requests).toEqual([]);
    });

    test.each([
        ["where nobody listens", "127.0.0.1:1"],
        ["that is no address", "[bad"],
        ["that speaks another language than HTTP", "127.0.0.1:1", "socks5"],
        ["with a port that is none", "127.0.0.1:99999"],
    ])("and %s: its password is in no failure", async (_, where, scheme = "http") => {
        environment({ HTTPS_PROXY: withPassword(where).replace("http", scheme) });
        const failure = await rejectionOf(show("localhost", { "modelarts:requestTimeout": "1" }));
        expect(findLeaks(failure, secrets)).toEqual([]);
        expect(service.requests).toEqual([]);
    });
});

test("a proxy that speaks another language than HTTP is told as a setting, before anything is sent", async () => {
    environment({ HTTPS_PROXY: "socks5://127.0.0.1:1" });
    const failure = await rejectionOf(show("localhost"));
    expect(failure.kind).toBe("settings");
    expect(failure.message).toContain("HTTPS_PROXY");
});
