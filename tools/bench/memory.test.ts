import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { isProvider } from "./memory";

test("the plugin's process counts as the provider's", async () => {
    const executable = path.resolve(__dirname, "..", "..", "provider", "pulumi-resource-modelarts");
    const plugin = spawn(process.execPath, [executable], { stdio: ["ignore", "pipe", "inherit"] });
    try {
        await once(plugin.stdout, "data");
        expect(isProvider(plugin.pid ?? 0)).toBe(process.platform === "linux");
    } finally {
        plugin.kill("SIGKILL");
    }
});
