import { readCommandLine, UsageError } from "./commandLine";
import { startEmulator } from "./index";

async function main(): Promise<void> {
    const command = readCommandLine(process.argv.slice(2));
    if ("help" in command) {
        process.stdout.write(command.help);
        return;
    }
    const emulator = await startEmulator(command.options);
    process.stdout.write(`${JSON.stringify({ ...emulator.info, url: undefined })}\n`);
    const { url } = emulator.info;
    process.stderr.write(
        `emulator: ${emulator.options.edition} at ${url}; its jobs are at ${url}/_emulator/jobs. Ctrl-C ends it.\n`,
    );
    for (const signal of ["SIGTERM", "SIGINT"] as const)
        process.once(signal, () => {
            void emulator.close().then(() => process.exit(0));
        });
}

main().catch((error: unknown) => {
    process.stderr.write(`emulator: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
});
