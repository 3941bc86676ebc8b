/*
 * For a nightly job: `npx ts-node officeHours.ts stop STACK` in the evening, `start STACK` in the morning.
 * It drives the `pulumi` of PATH. It ends with 0 only when every job of the stack is where it should be; after any
 * other end, the same command goes on from there.
 */
import { LocalWorkspace } from "@pulumi/pulumi/automation";

const key = "modelarts:state";

async function main([action, stackName, ...more]: readonly string[]): Promise<void> {
    if ((action !== "stop" && action !== "start") || stackName === undefined || more.length > 0)
        throw new Error("Usage: npx ts-node officeHours.ts stop|start STACK");
    // Only a stack that exists: a misspelt name must not make an empty one and call that a success.
    const stack = await LocalWorkspace.selectStack({ stackName, workDir: __dirname });
    if (action === "stop") await stack.setConfig(key, { value: "stopped" });
    else await stack.removeConfig(key);
    // Where one job is not stopped or started, the others are nevertheless, and then this rejects.
    await stack.up({ continueOnError: true, onOutput: (text) => process.stdout.write(text) });
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
