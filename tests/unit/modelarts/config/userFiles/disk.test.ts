import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { diskUserFiles } from "../../../../../provider/src/modelarts/config/userFiles";

let folder: string;
beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
    [0o600, false],
    [0o640, process.platform !== "win32"],
    [0o602, process.platform !== "win32"],
])("reads a file with the rights %s", async (mode, isOpenToOthers) => {
    const file = path.join(folder, "credentials");
    await writeFile(file, "text");
    await chmod(file, mode);
    expect(diskUserFiles.read(file)).toEqual({ text: "text", isOpenToOthers });
});

test("tells a file that is not there from one that cannot be read", async () => {
    const file = path.join(folder, "file");
    expect(diskUserFiles.read(file)).toBeUndefined();
    await writeFile(file, "");
    expect(diskUserFiles.read(path.join(file, "below"))).toBeUndefined();
    expect(() => diskUserFiles.read(folder)).toThrow("EISDIR");
});
