import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, createSelfSignedCertificate } from "../../../emulator/src";
import {
    endpointSettings,
    type ConfiguredEnvironment,
    startConfigured,
    upAndDestroy,
} from "../../support/configuredStack";

let environment: ConfiguredEnvironment;
afterEach(() => environment.close());

const key = ({ options }: Emulator) => ({
    config: { "huaweicloud:accessKey": options.accessKey },
    secrets: { "huaweicloud:secretKey": options.secretKey },
});

test("a sub-project is the one of exactly the name that is set, however the lookup answers", async () => {
    const region = { id: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e", name: "eu-de" };
    const team = { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "eu-de_team" };
    const other = { id: "2e2e2e2e2e2e4e4e8e8e2e2e2e2e2e2e", name: "eu-de_team_2" };
    environment = await startConfigured({
        service: { region: "eu-de", projects: [region, team, other], projectOrder: "reversed" },
        settings: (service) => ({
            ...key(service),
            config: {
                ...endpointSettings(service),
                ...key(service).config,
                "huaweicloud:projectName": "eu-de_team",
            },
        }),
    });
    const projects: (string | undefined)[] = [];
    environment.service.onRequest(({ projectId }) => projects.push(projectId));
    // Where the job is stands in the state: destroy looks nothing up.
    expect(await upAndDestroy(environment)).toEqual({
        up: ["projects", "create"],
        destroy: ["stop", "delete"],
    });
    expect(new Set(projects)).toEqual(new Set([undefined, team.id]));
}, 120_000);

test("endpoints that are set one by one, with slashes and version, are where all calls go", async () => {
    environment = await startConfigured({
        service: { basePath: "/gw/modelarts" },
        settings: (service) => ({ ...key(service), env: { HW_REGION_NAME: service.options.region } }),
    });
    const { stack, service } = environment;
    await stack.setConfig("huaweicloud:endpoints.modelarts", `${service.info.modelarts}//`, { path: true });
    await stack.setConfig("huaweicloud:endpoints.iam", `${service.info.url}/v3/`, { path: true });
    const paths: string[] = [];
    service.onRequest(({ path: where }) => paths.push(where));
    expect(await upAndDestroy(environment)).toEqual({
        up: ["projects", "create"],
        destroy: ["stop", "delete"],
    });
    for (const where of paths)
        expect(where).toMatch(/^(\/v3\/projects\?|\/gw\/modelarts\/v1\/[^/]+\/visualization-jobs)/);
    expect(paths.join("\n")).not.toMatch(/\/\/|v3\/v3/);
}, 120_000);

describe("a certificate that nobody vouches for", () => {
    const certificate = createSelfSignedCertificate();
    let folder: string;
    beforeAll(() => {
        folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
        writeFileSync(path.join(folder, "ca.pem"), certificate.cert);
    });
    afterAll(() => {
        rmSync(folder, { recursive: true });
    });

    const https = (config: Readonly<Record<string, unknown>>, env = {}) =>
        startConfigured({
            service: { tls: certificate },
            settings: (service) => ({
                ...key(service),
                config: {
                    ...endpointSettings(service),
                    ...key(service).config,
                    "huaweicloud:projectId": service.options.projectId,
                    "huaweicloud:maxRetries": 0,
                    ...config,
                },
                env,
            }),
        });

    test("is taken with the bundle of OS_CACERT; no process is switched, and nobody is warned", async () => {
        environment = await https({}, { OS_CACERT: path.join(folder, "ca.pem") });
        expect(await upAndDestroy(environment)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
    }, 120_000);

    test("is refused where insecure is false, and taken where it is true; no warning is printed", async () => {
        environment = await https({ "huaweicloud:insecure": false });
        const { stack, service } = environment;
        const refused = await stack.up();
        expect(refused.code).not.toBe(0);
        for (const part of ["huaweicloud:cacertFile", "huaweicloud:insecure", "is not trusted"])
            expect(refused.stdout).toContain(part);
        expect(service.requests).toEqual([]);

        await stack.setConfig("huaweicloud:insecure", "true");
        let output = "";
        stack.onOutput = (chunk) => (output += chunk);
        expect(await upAndDestroy(environment)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
        expect(output).not.toMatch(/NODE_TLS_REJECT_UNAUTHORIZED|Warning/);
    }, 120_000);
});
