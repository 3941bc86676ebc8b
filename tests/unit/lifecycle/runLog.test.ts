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
        startedAt: 0,
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
    staying.publish({ kind: "acquires", urn: "staying", id: "1" });
    closing.publish({ kind: "ends", urn: "closing", id: "2" });
    files.beforeRead = () => {
        closing.close();
    };
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["staying"]);
    expect(reader.readNew()).toEqual([]);
});

test("a line that is no fact hides neither the facts of other processes nor those beside it", () => {
    const files = new MemoryFiles();
    const [reader, wholeLog, brokenLog] = [logOf(11, files), logOf(12, files), logOf(13, files)];
    wholeLog.publish({ kind: "acquires", urn: "whole", id: "1" });
    brokenLog.publish({ kind: "ends", urn: "broken", id: "2" });
    const [file = ""] = files.names.filter((name) => name.endsWith("-13.jsonl"));
    files.write(file, `{"kind":\n${files.read(file).text}`);
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["whole", "broken"]);
    brokenLog.publish({ kind: "ends", urn: "later", id: "2" });
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["later"]);
});

test("a file that another process has begun again has only new facts", () => {
    const files = new MemoryFiles();
    const [reader, first] = [logOf(11, files), logOf(12, files)];
    for (const urn of ["one", "two"]) first.publish({ kind: "ends", urn, id: "1" });
    expect(reader.readNew()).toHaveLength(2);
    // Another container of the same host name has removed the file, since it does not see this process.
    logOf(12, files).publish({ kind: "ends", urn: "three", id: "1" });
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["three"]);
});

/** A disk that is full for one fact, of which it takes a part, and files that cannot be removed. */
class FaultyFiles extends MemoryFiles {
    isFull = false;

    override append(file: string, text: string): void {
        super.append(file, this.isFull ? text.slice(0, 9) : text);
        if (this.isFull) throw new Error("ENOSPC: no space left on device");
    }

    override remove(): void {
        throw new Error("EPERM: operation not permitted");
    }
}

test("a disk that was full, and old files that cannot be removed, keep no later fact back", () => {
    const files = new FaultyFiles();
    const [reader, log] = [logOf(11, files), logOf(12, files)];
    files.isFull = true;
    log.publish({ kind: "ends", urn: "lost", id: "1" });
    files.isFull = false;
    log.publish({ kind: "ends", urn: "next", id: "1" });
    expect(reader.readNew().map(({ urn }) => urn)).toEqual(["next"]);
});
