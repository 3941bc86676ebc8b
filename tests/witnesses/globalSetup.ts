import { foreignClients, prepareVirtualEnvironment } from "../../tools/engine/python";

/** Prepares the foreign clients before the first test, or prints why their tests are skipped. */
export default async function globalSetup(): Promise<void> {
    try {
        process.env.WITNESSES_PYTHON = await prepareVirtualEnvironment("witnesses", foreignClients);
    } catch (error) {
        process.stderr.write(`\nThe tests of foreign clients are skipped: ${(error as Error).message}\n`);
    }
}
