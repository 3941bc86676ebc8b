import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { endpointSettings, startConfiguredStack } from "../../support/configuredStack";
import type { TestEnvironment } from "../../support/testStack";

/* These tests use credentials that are in neither the configuration nor the environment. */

let home: string;
let environment: TestEnvironment;
beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-home-"));
});
afterEach(async () => {
    await environment.close();
    await rm(home, { recursive: true });
});

/** Returns what a run says of where the credentials come from, in the list at its end. */
function announcements(output: string): string[] {
    const [, diagnostics = ""] = output.split("Diagnostics:");
    return diagnostics.split("\n").filter((line) => line.includes("Credentials come from"));
}

describe.each(providers)("$name", (provider) => {
    test("runs a command for the keys only when a request needs them", async () => {
        const runs = path.join(home, "runs");
        const keys = path.join(home, "keys.js");
        environment = await startConfiguredStack({
            provider,
            settings: async (service) => {
                const { temporaryAccessKey, temporarySecretKey, securityToken } = service.options;
                const output = JSON.stringify({
                    accessKey: temporaryAccessKey,
                    secretKey: temporarySecretKey,
                    securityToken,
                    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
                });
                const note = `require("fs").appendFileSync(${JSON.stringify(runs)}, "run\\n");`;
                await writeFile(keys, `${note}console.log(${JSON.stringify(output)});`);
                const credentialsCommand = JSON.stringify([process.execPath, keys]);
                const config = {
                    ...endpointSettings(service),
                    "huaweicloud:projectId": service.info.projectId,
                    "huaweicloud:credentialsCommand": credentialsCommand,
                };
                return { config, env: { HOME: home } };
            },
        });
        const { stack } = environment;
        ok(await stack.preview());
        expect(await countRuns(runs)).toBe(0);
        const { stdout } = ok(await stack.up());
        expect(announcements(stdout)).toEqual([
            expect.stringContaining(`Credentials come from the command "${process.execPath}".`),
        ]);
        expect(await countRuns(runs)).toBe(1);
    }, 240_000);

    test("authenticates with the password of a cloud in clouds.yaml", async () => {
        environment = await startConfiguredStack({
            provider,
            settings: async (service) => {
                const { userName, password, domainName, region, modelarts, iam } = service.info;
                const auth = {
                    username: userName,
                    password,
                    user_domain_name: domainName,
                    auth_url: iam,
                };
                const folder = path.join(home, ".config", "openstack");
                await mkdir(folder, { recursive: true });
                const text = JSON.stringify({ clouds: { work: { region_name: region, auth } } });
                await writeFile(path.join(folder, "clouds.yaml"), text, { mode: 0o644 });
                const config = { "huaweicloud:endpoints": { modelarts } };
                return { config, env: { HOME: home, OS_CLOUD: "work" } };
            },
        });
        const { stack, service } = environment;
        const { stdout } = ok(await stack.up());
        expect(announcements(stdout)).toEqual([expect.stringContaining('the cloud "work" in')]);
        expect(stdout).toContain("Other users of this machine can read or change");
        expect(service.requests.map(({ call }) => call)).toContain("tokens");
        service.clearRequests();
        ok(await stack.destroy());
        expect(service.jobs).toEqual([]);

        // A program that only looks up has no resource whose provider says it.
        await stack.write(
            `import { getVisualizationJobs } from "pulumi-modelarts";\nexport const jobs = getVisualizationJobs();`,
        );
        const lookup = ok(await stack.preview()).stdout;
        expect(announcements(lookup)).toEqual([expect.stringContaining('the cloud "work" in')]);
        expect(lookup).toContain("Other users of this machine can read or change");
    }, 240_000);
});

async function countRuns(file: string): Promise<number> {
    const text = await readFile(file, "utf8").catch(() => "");
    return text.split("\n").length - 1;
}
