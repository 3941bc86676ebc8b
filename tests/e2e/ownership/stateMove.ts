import { createProject, ok, type PulumiProject } from "../../../tools/engine/project";
import { dynamicProvider, type TestedProvider } from "../../../tools/engine/providers";
import { JobAudit } from "../../support/jobAudit";
import { quickEmulatorSettings, type TestEnvironment } from "../../support/testStack";
import { urnOf } from "../../support/urns";

/** Moves resources to the stack of another project with this program. Returns that stack; the caller removes it. */
export async function moveToOtherProject(
    { stack, service }: Pick<TestEnvironment, "stack" | "service">,
    names: readonly string[],
    program: string,
    provider: TestedProvider = dynamicProvider,
): Promise<PulumiProject> {
    const { PULUMI_HOME = "", PULUMI_BACKEND_URL = "" } = stack.env;
    const target = await createProject({
        ...(await provider.projectOptions()),
        ...quickEmulatorSettings(service),
        manifest: { name: "other" },
        program,
        env: { PULUMI_HOME, PULUMI_BACKEND_URL },
    });
    try {
        const stacks = ["--source", "organization/test/dev", "--dest", "organization/other/dev"];
        const urns = names.map((name) => urnOf(name, provider));
        ok(await target.pulumi(["state", "move", ...stacks, ...urns, "--yes"]));
        JobAudit.attach(service, target);
        return target;
    } catch (error) {
        await target.remove();
        throw error;
    }
}
