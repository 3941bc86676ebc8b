import { npm } from "../../tools/package/npm";
import { packPackage } from "../../tools/package/packed";
import { Reader } from "./reader";

jest.setTimeout(300_000);

test("a copy of tensorboard installs the package from its file, and creates, stops and deletes a job", async () => {
    const reader = await Reader.start("tensorboard", null);
    try {
        // This is the command of examples/README.md in place of `npm install`.
        await npm(reader.runner.project.folder, "install", (await packPackage()).tarball);
        await reader.runNextBlock();
        expect(Object.values(reader.jobs())).toEqual(["RUNNING"]);
        await reader.expectUnchanged();
        const [job] = reader.runner.service.jobs;
        expect(job).toMatchObject({ trainUrl: "/example-bucket/logs/", type: "tensorboard", hours: 4 });

        await reader.runNextBlock();
        await reader.runNextBlock();
        expect(Object.values(reader.jobs())).toEqual(["KILLED"]);
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({});
        expect(reader.actions()).toEqual(["create", `stop ${job?.id}`, `delete ${job?.id}`]);
        await reader.expectEnd();
    } finally {
        await reader.close();
    }
});
