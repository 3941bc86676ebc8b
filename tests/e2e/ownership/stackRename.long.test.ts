import { readFile } from "node:fs/promises";
import path from "node:path";
import { codesIn, readDocument } from "../../../tools/docs/markdown";
import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { programOf } from "../../support/programs";
import { startTestEnvironment, writeRequests } from "../../support/testStack";

/** The line of the changelog that gives the projects of the clone other names. */
const point = readDocument("CHANGELOG.md")
    .text.split("\n")
    .find((line) => line.includes("pulumi stack rename"));
const codes = codesIn(point ?? "");
const commands = codes.filter((code) => code.startsWith("pulumi "));
const [formerNamespace = "", namespace = ""] = codes.filter((code) => code.endsWith(":"));

test.each(providers)(
    "a stack of a project with a former name is renamed as CHANGELOG.md says, and its jobs go on (by the $name)",
    async (provider) => {
        expect(commands).toHaveLength(2);
        const jobs = programOf({
            created: `{ trainUrl: new pulumi.Config().require("trainUrl"), state: "running" }`,
            adopted: `{ visualizationId: "77", state: "running" }`,
        });
        const environment = await startTestEnvironment({
            provider,
            program: jobs,
            manifest: { name: formerNamespace.replace(":", "") },
            config: { trainUrl: "/bucket/logs/" },
        });
        const { stack, service, audit } = environment;
        const replace = async (file: string, former: string, name: string) => {
            const text = await readFile(path.join(stack.folder, file), "utf8");
            expect(text).toContain(former);
            await stack.write(text.replaceAll(former, name), file);
        };
        try {
            service.makeJob({ id: 77, name: "shared" });
            ok(await stack.up());
            audit.ignore(...service.jobs.map(({ id }) => id));
            service.clearRequests();

            await replace("Pulumi.yaml", formerNamespace.replace(":", ""), namespace.replace(":", ""));
            for (const command of commands) ok(await stack.pulumi(command.split(" ").slice(1)));
            await replace("Pulumi.dev.yaml", formerNamespace, namespace);
            ok(await stack.up("--refresh"));
            ok(await stack.up("--expect-no-changes"));
            expect(writeRequests(service)).toEqual([]);

            ok(await stack.destroy());
            expect(service.jobs).toMatchObject([{ id: "77", statusName: "KILLED" }]);
        } finally {
            await environment.close();
        }
    },
    300_000,
);
