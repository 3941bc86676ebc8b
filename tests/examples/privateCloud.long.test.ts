import { readFile } from "node:fs/promises";
import path from "node:path";
import { placeholderCredentials } from "../support/documentRunner";
import { Reader } from "./reader";

jest.setTimeout(180_000);

test("private-cloud trusts its own certificate authority, authenticates, and keeps the password out of the state", async () => {
    const reader = await Reader.start("private-cloud");
    const { service, project, tunnel } = reader.runner;
    try {
        // The requests go without a proxy, and the client verifies the certificate.
        for (const host of ["modelarts", "iam"])
            reader.runner.replace(`https://${host}.example.org`, service.info.url);
        for (const name of ["HW_INSECURE", "HTTPS_PROXY"]) Reflect.deleteProperty(project.env, name);

        await reader.runNextBlock();
        expect(Object.values(reader.jobs())).toEqual(["RUNNING"]);
        await reader.expectUnchanged();
        const tokenRequests = service.requests.filter(({ call }) => call === "tokens");
        expect(new Set(tokenRequests.map(({ status }) => status))).toEqual(new Set([201]));
        const tokens = service.requests
            .filter(({ call }) => call !== "tokens")
            .map(({ headers }) => headers["x-auth-token"]);
        expect([...tunnel.hosts]).toEqual([]);
        const settings = await readFile(path.join(project.folder, "Pulumi.dev.yaml"), "utf8");
        const state = JSON.stringify(await project.export());
        expect(state).toContain("/example-bucket/logs/");
        for (const secret of [placeholderCredentials.password, ...new Set(tokens)]) {
            expect(secret).toEqual(expect.stringMatching(/.{8}/));
            expect(state).not.toContain(secret);
            expect(settings).not.toContain(secret);
        }

        await reader.runNextBlock();
        const { region, projectId } = service.options;
        expect(await project.outputs()).toMatchObject({ region, projectId });
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({});
        await reader.expectEnd();
    } finally {
        await reader.close();
    }
});
