import type { Emulator } from "../../emulator/src";
import type { Lifecycle, LifecycleOptions } from "../../provider/src/lifecycle/lifecycle";
import { createLifecycle, type Machine } from "../../provider/src/lifecycle/machine";
import { createConnectionPool } from "./emulatedClient";
import { MemoryFiles } from "./memoryFiles";
import type { SettingValues } from "./settings";

/** With these settings tests do not wait. */
const quickSettings: SettingValues = {
    "huaweicloud:maxRetries": "0",
    "modelarts:retryDelay": "0.01",
    "modelarts:pollInterval": "0.02",
    "modelarts:waitTimeout": "5",
};

/** Creates the lifecycle of a new process. Without `machine.files` it has a home of its own. */
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
        { clock, isRunAlive: machine.isEngineAlive, pollOffsetMs: random() * 5000 },
    );
    const { lifecycle } = createLifecycle(
        { environment, folder: "/program", files: new MemoryFiles(), ...machine },
        options,
        connections,
    );
    return lifecycle;
}
