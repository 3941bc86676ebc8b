import { npm } from "../../tools/package/npm";
import { packed } from "../../tools/package/packed";
import { Reader } from "./reader";

jest.setTimeout(300_000);

test("a copy of tensorboard installs the package from its file by itself, and makes, stops and deletes a job", async () => {
    const reader = await Reader.start("tensorboard", null);
    try {
        // What examples/README.md says to do in place of `npm install`.
        await npm(reader.walk.project.folder, "install", (await packed()).tarball);
        await reader.next();
        expect(Object.values(reader.jobs())).toEqual(["RUNNING"]);
        await reader.unchanged();
        const [job] = reader.walk.service.jobs;
        expect(job).toMatchObject({ trainUrl: "/example-bucket/logs/", type: "tensorboard", hours: 4 });

        await reader.next();
        await reader.next();
        expect(Object.values(reader.jobs())).toEqual(["KILLED"]);
        await reader.next();
        expect(reader.jobs()).toEqual({});
        expect(reader.acts()).toEqual(["create", `stop ${job?.id}`, `delete ${job?.id}`]);
        reader.expectEnd();
    } finally {
        await reader.close();
    }
});
