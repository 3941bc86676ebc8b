import type { Clock } from "../../../provider/src/modelarts/clock";
import type { Machine } from "../../../provider/src/lifecycle/machine";
import type { RecordFiles } from "../../../provider/src/lifecycle/recordFiles";
import { MemoryFiles } from "../../support/memoryFiles";
import type { Workplace } from "../history/model";
import type { VirtualTime } from "./virtualTime";

/** The machines on which commands are run, each with its disk and its clock. */
export class Machines {
    private readonly disks = {
        first: new MemoryFiles(() => this.now()),
        second: new MemoryFiles(() => this.now()),
    };
    private readonly offsets = { first: 0, second: 0 };
    private checkoutCount = 0;
    private workplace: Workplace = {};

    constructor(private readonly time: VirtualTime) {}

    /** Sets where the next command runs. */
    use(workplace: Workplace): void {
        this.workplace = workplace;
        this.offsets.first = 0;
        this.offsets.second = 0;
        if (workplace.checkout === "fresh") this.checkoutCount++;
    }

    private get name(): "first" | "second" {
        return this.workplace.machine ?? "first";
    }

    private now(): number {
        return this.time.now + this.offsets[this.name];
    }

    /** Sets the time of day of the machine until the next command. Its timers and its monotonic clock go on. */
    setClock(byMs: number): void {
        this.offsets[this.name] += byMs;
    }

    /** Returns the texts of the files on a disk, or on all of them. */
    texts(name?: "first" | "second"): readonly string[] {
        return [
            ...(name === "second" ? [] : this.disks.first.texts),
            ...(name === "first" ? [] : this.disks.second.texts),
        ];
    }

    /** Describes what a provider process reads from its machine, except for the network and for random numbers. */
    describe(isAlive: () => boolean): Machine & { readonly clock: Clock } {
        const { name, workplace } = this;
        const { home, checkout, backend } = workplace;
        const homes = home === "none" ? {} : { HOME: "/home", PULUMI_HOME: "/home/.pulumi" };
        return {
            clock: this.time.clock(isAlive, () => this.offsets[name]),
            environment: { ...homes, PULUMI_BACKEND_URL: `file:///${backend ?? "first"}` },
            folder: checkout === "fresh" ? `/checkouts/${this.checkoutCount}` : "/program",
            files: home === undefined ? this.disks[name] : readOnly(this.disks[name], home),
        };
    }
}

/** Returns a disk that cannot be written to, or that does not exist at all. */
function readOnly(files: RecordFiles, home: "none" | "read-only"): RecordFiles {
    const fail = (): never => {
        throw new Error("EROFS: read-only file system");
    };
    const read = home === "none" ? fail : (file: string) => files.read(file);
    const list = home === "none" ? fail : (folder: string) => files.list(folder);
    const size = home === "none" ? fail : (file: string) => files.size(file);
    return { read, size, list, write: fail, append: fail, touch: fail, remove: fail };
}
