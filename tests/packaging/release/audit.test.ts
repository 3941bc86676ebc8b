import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { audit } from "../../../tools/release/tools";

const dependencies = { left: "1.0.0" };
const files = {
    "package.json": { private: true, dependencies },
    "package-lock.json": {
        lockfileVersion: 3,
        packages: { "": { dependencies }, "node_modules/left": { version: "1.0.0", license: "MIT" } },
    },
};
const weakness = {
    id: 1,
    url: "https://example.org/1",
    title: "weak",
    severity: "high",
    vulnerable_versions: "*",
};

const before = { ...process.env };

describe("known weaknesses of what is shipped", () => {
    let folder: string;
    let server: Server;
    let registryResponse: [status: number, body: object];
    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-audit-"));
        for (const [name, content] of Object.entries(files))
            await writeFile(path.join(folder, name), JSON.stringify(content));
        server = createServer((request, response) => {
            const isAudit = request.url?.endsWith("/security/advisories/bulk") === true;
            const [status, body] = isAudit ? registryResponse : [404, {}];
            request.resume().on("end", () => response.writeHead(status).end(JSON.stringify(body)));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        process.env["npm_config_noproxy"] = "127.0.0.1";
        process.env["npm_config_registry"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    afterEach(async () => {
        process.env = { ...before };
        server.close();
        await rm(folder, { recursive: true });
    });

    test("are faults, each by its name", async () => {
        registryResponse = [200, { left: [weakness] }];
        expect(await audit(folder, true)).toEqual({
            note: "done",
            faults: [expect.stringContaining("left")],
        });
    });

    test("are none where the registry knows of none", async () => {
        registryResponse = [200, {}];
        expect(await audit(folder, true)).toEqual({ note: "done", faults: [] });
    });

    test("are said not to be looked for where the registry does not do that", async () => {
        registryResponse = [405, {}];
        const note = expect.stringMatching(/^not done/) as string;
        expect(await audit(folder, false)).toEqual({ note, faults: [] });
    });

    test("are a fault where they have to be looked for and the registry does not do that", async () => {
        registryResponse = [405, {}];
        expect((await audit(folder, true)).faults).toEqual([expect.stringMatching(/^audit not done/)]);
    });
});
