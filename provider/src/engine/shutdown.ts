/**
 * Calls `close` and ends the process when the engine shuts it down: by SIGINT, and on Windows by a Ctrl-Break, which
 * Node.js calls SIGBREAK.
 *
 * Source: pulumi/pulumi, `sdk/go/common/util/cmdutil/child_windows.go` (`InterruptChildren`).
 */
export function onShutdown(close: () => void): void {
    for (const signal of ["SIGINT", "SIGBREAK"] as const)
        process.once(signal, () => {
            close();
            process.exit(130);
        });
}
