import { RunLog } from "../../../provider/src/lifecycle/runLog";
import { MemoryFiles } from "../../support/memoryFiles";

const folder = "/home/runs";

function logOf(processId: number, files: MemoryFiles): RunLog {
    const isProcessAlive = (): boolean => true;
    return new RunLog({
        folder,
        hostname: "h",
        engineAddress: "127.0.0.1:1",
        processId,
        isProcessAlive,
        files,
    });
}

/** Files of which another process removes its own, after the folder is read and before the file is. */
class RacingFiles extends MemoryFiles {
    beforeRead: (() => void) | undefined;

    override list(of: string): readonly string[] {
        const paths = super.list(of);
        this.beforeRead?.();
        this.beforeRead = undefined;
        return paths;
    }
}

test("a process that closes meanwhile does not hide the facts of the others", () => {
    const files = new RacingFiles();
    const [reader, staying, closing] = [logOf(11, files), logOf(12, files), logOf(13, files)];
    staying.publish({ kind: "obtains", urn: "staying", id: "1" });
    closing.publish({ kind: "ends", urn: "closing", id: "2" });
    files.beforeRead = () => {
        closing.close();
    };
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["staying"]);
    expect(reader.readNew()).toEqual([]);
});

test("a line that cannot be read does not hide the facts of other processes, nor its own for good", () => {
    const files = new MemoryFiles();
    const [reader, wholeLog, brokenLog] = [logOf(11, files), logOf(12, files), logOf(13, files)];
    wholeLog.publish({ kind: "obtains", urn: "whole", id: "1" });
    brokenLog.publish({ kind: "ends", urn: "broken", id: "2" });
    const [file = ""] = files.names.filter((name) => name.endsWith("-13.jsonl"));
    const { text } = files.read(file);
    files.write(file, `{"kind":\n${text}`);
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["whole"]);
    files.write(file, text);
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["broken"]);
});
