import type { Emulator } from "../../emulator/src";
import type { Lifecycle, LifecycleOptions } from "../../provider/src/lifecycle/lifecycle";
import { createLifecycle, type Machine } from "../../provider/src/lifecycle/machine";
import { createConnectionPool } from "./emulatedClient";
import type { SettingValues } from "./settings";

/** Settings with which tests do not wait. */
const quickSettings: SettingValues = {
    "huaweicloud:maxRetries": "0",
    "modelarts:retryDelay": "0.01",
    "modelarts:pollInterval": "0.02",
    "modelarts:waitTimeout": "5",
};

/** The files of one Pulumi home in memory. A test with a home has several processes that share it. */
export function createHome(): NonNullable<Machine["files"]> & { readonly names: readonly string[] } {
    const contents = new Map<string, { text: string; modifiedAt: number }>();
    return {
        get names() {
            return [...contents.keys()];
        },
        read(file) {
            const content = contents.get(file);
            if (content === undefined) throw new Error("ENOENT");
            return content;
        },
        list: (folder) => [...contents.keys()].filter((file) => file.startsWith(`${folder}/`)).sort(),
        write: (file, text) => void contents.set(file, { text, modifiedAt: Date.now() }),
        append: (file, text) =>
            void contents.set(file, {
                text: (contents.get(file)?.text ?? "") + text,
                modifiedAt: Date.now(),
            }),
        touch(file, modifiedAt) {
            contents.set(file, { ...this.read(file), modifiedAt });
        },
        remove: (file) => void contents.delete(file),
    };
}

/** The lifecycle of a new process. Without `machine.files` it has a home of its own. */
export function newLifecycle(
    emulator: Emulator,
    machine: Machine = {},
    options: Pick<LifecycleOptions, "messages" | "signal"> = {},
    settings: SettingValues = {},
): Lifecycle {
    const environment = { PULUMI_HOME: "/home/.pulumi", PULUMI_BACKEND_URL: "file:///backend" };
    const { clock, random = Math.random } = machine;
    const connections = createConnectionPool(
        emulator,
        { ...quickSettings, ...settings },
        { clock, pollOffsetMs: random() * 5000 },
    );
    const { lifecycle } = createLifecycle(
        { environment, folder: "/program", files: createHome(), ...machine },
        options,
        connections,
    );
    return lifecycle;
}
