import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
    createSelfSignedCertificate,
    type Emulator,
    startEmulator,
    type StartOptions,
} from "../../../emulator/src";
import { createResource, pluginConfig, usePlugins } from "../../support/emulatedPlugin";
import { startHttpsProxy } from "../../support/httpsProxy";
import { mixedEdition } from "../../support/mixedEdition";
import type { Values } from "../../support/pluginServer";

const plugins = usePlugins();
const certificate = createSelfSignedCertificate();
const args = { trainUrl: "/bucket/logs/", state: "running" };

interface Settings {
    readonly config: Values;
    readonly environment?: Readonly<Record<string, string>>;
}

/** Creates a job with one plugin and deletes it with the next one, as `up` and `destroy` do; gives the calls of both. */
async function createAndDelete(service: Emulator, { config, environment }: Settings) {
    const calls = () =>
        service.requests.map(({ call }) => call).filter((call) => call !== "show" && call !== "list");
    const up = await plugins.start(service, config, environment);
    const board = await createResource(up, "board", args);
    expect(service.jobs).toMatchObject([{ statusName: "RUNNING" }]);
    const create = calls();
    service.clearRequests();
    await (await plugins.start(service, config, environment)).delete(board);
    expect(service.jobs).toEqual([]);
    return { create, delete: calls() };
}

/** Starts an emulator for one test, with short waits. */
async function withService(options: StartOptions, work: (service: Emulator) => Promise<void>): Promise<void> {
    const service = await startEmulator({ boot: 0, stop: 0, ...options });
    try {
        await work(service);
    } finally {
        await service.close();
    }
}

const key = ({ options }: Emulator) => ({ accessKey: options.accessKey, secretKey: options.secretKey });
const location = ({ info }: Emulator) => ({
    region: info.region,
    endpoints: { modelarts: info.modelarts, iam: info.iam },
    pollInterval: "0.05",
});
const directly = { create: ["create"], delete: ["stop", "delete"] };

test("temporary keys send their token, and need no lookup", () =>
    withService({}, async (service) => {
        const { temporaryAccessKey, temporarySecretKey, securityToken } = service.options;
        const config = {
            ...pluginConfig(service),
            accessKey: temporaryAccessKey,
            secretKey: temporarySecretKey,
            securityToken,
        };
        expect(await createAndDelete(service, { config })).toEqual(directly);
    }));

test("a token is used as it is, and the project is looked up once", () =>
    withService({}, async (service) => {
        const config = { ...location(service), token: service.options.token };
        expect(await createAndDelete(service, { config })).toEqual({
            ...directly,
            create: ["projects", "create"],
        });
    }));

test("a sub-project is the one of exactly the configured name, however the lookup orders them", () => {
    const region = { id: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e", name: "eu-de" };
    const team = { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "eu-de_team" };
    const other = { id: "2e2e2e2e2e2e4e4e8e8e2e2e2e2e2e2e", name: "eu-de_team_2" };
    const options = { region: "eu-de", projects: [region, team, other], projectOrder: "reversed" } as const;
    return withService(options, async (service) => {
        const projects = new Set<string | undefined>();
        service.onRequest(({ projectId }) => projects.add(projectId));
        const config = { ...location(service), ...key(service), projectName: "eu-de_team" };
        // The state has the project of the job, so a delete needs no lookup.
        expect(await createAndDelete(service, { config })).toEqual({
            ...directly,
            create: ["projects", "create"],
        });
        expect(projects).toEqual(new Set([undefined, team.id]));
    });
});

test("OS_CACERT makes a private certificate trusted", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
    const file = path.join(folder, "ca.pem");
    writeFileSync(file, certificate.cert);
    try {
        await withService({ tls: certificate }, async (service) => {
            const settings = { config: pluginConfig(service), environment: { OS_CACERT: file } };
            expect(await createAndDelete(service, settings)).toEqual(directly);
        });
    } finally {
        rmSync(folder, { recursive: true });
    }
});

describe("an environment without configuration, behind a proxy in place of the cloud's hosts", () => {
    // The client uses the proxies of the process, as other programs do.
    const proxyVariables = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];
    const before = { ...process.env };
    const removeProxies = () => {
        for (const name of proxyVariables) Reflect.deleteProperty(process.env, name);
    };
    beforeAll(removeProxies);
    afterAll(() => {
        removeProxies();
        Object.assign(process.env, before);
    });
    const otc = { ...mixedEdition, region: "eu-de", signing: "scoped" } as const;

    test.each<{
        what: string;
        options: StartOptions;
        environment: (options: Emulator["options"]) => Record<string, string>;
        calls: { create: string[]; delete: string[] };
        hosts: string[];
    }>([
        {
            what: "HUAWEICLOUD_SDK_* with temporary keys",
            options: {},
            environment: (options) => ({
                HW_REGION_NAME: options.region,
                HUAWEICLOUD_SDK_AK: options.temporaryAccessKey,
                HUAWEICLOUD_SDK_SK: options.temporarySecretKey,
                HUAWEICLOUD_SDK_SECURITY_TOKEN: options.securityToken,
                HUAWEICLOUD_SDK_PROJECT_ID: options.projectId,
            }),
            calls: directly,
            hosts: ["modelarts.cn-north-4.myhuaweicloud.com"],
        },
        {
            what: "OS_* with a password: one authentication at OS_AUTH_URL, no lookup",
            options: otc,
            environment: (options) => ({
                OS_REGION_NAME: options.region,
                OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com:443/v3/",
                OS_USERNAME: options.userName,
                OS_PASSWORD: options.password,
                OS_USER_DOMAIN_NAME: options.domainName,
                OS_TENANT_NAME: "eu-de",
            }),
            calls: { create: ["tokens", "create"], delete: ["tokens", "stop", "delete"] },
            hosts: ["iam.eu-de.otc.t-systems.com", "modelarts.eu-de.otc.t-systems.com"],
        },
        {
            what: "OS_* with keys, signed in the scoped form by the cloud's default",
            options: otc,
            environment: (options) => ({
                OS_REGION_NAME: options.region,
                OS_ACCESS_KEY: options.accessKey,
                OS_SECRET_KEY: options.secretKey,
                OS_PROJECT_ID: options.projectId,
                OS_INSECURE: "true",
                HW_INSECURE: "",
            }),
            calls: directly,
            hosts: ["modelarts.eu-de.otc.t-systems.com"],
        },
    ])("is enough: $what", ({ options, environment, calls, hosts }) =>
        withService({ tls: certificate, ...options }, async (service) => {
            const proxy = await startHttpsProxy(service.info.url);
            const signatures = new Set<string | undefined>();
            service.onRequest(({ headers }) => signatures.add(headers["authorization"]));
            process.env["HTTPS_PROXY"] = proxy.url;
            const variables = {
                HW_INSECURE: "true",
                MODELARTS_POLL_INTERVAL: "0.05",
                ...environment(service.options),
            };
            try {
                expect(await createAndDelete(service, { config: {}, environment: variables })).toEqual(calls);
                expect([...proxy.hosts].sort()).toEqual(hosts);
                if ("OS_ACCESS_KEY" in variables)
                    for (const signature of signatures)
                        expect(signature).toContain("/eu-de/modelarts/sdk_request");
            } finally {
                await proxy.close();
            }
        }),
    );
});
