import { ok } from "../../../tools/engine/project";
import { dynamicProvider, providerPlugin, type TestedProvider } from "../../../tools/engine/providers";
import { outputOf } from "../../support/programs";
import { program, startTestEnvironment } from "../../support/testStack";

const folder = `trainUrl: "/bucket/logs/"`;

async function runPlan(provider: TestedProvider, args: string) {
    const environment = await startTestEnvironment({ provider, program: program(args) });
    const { stack } = environment;
    stack.env["PULUMI_EXPERIMENTAL"] = "1";
    ok(await stack.preview("--save-plan", "plan.json"));
    const up = await stack.up("--plan", "plan.json");
    await environment.close();
    return up;
}

test.each([
    [providerPlugin, `{ ${folder} }`],
    [dynamicProvider, `{ ${folder}, name: "board" }`],
])(
    "a plan can be carried out (%#)",
    async (provider, args) => {
        ok(await runPlan(provider, args));
    },
    60_000,
);

test("a plan with an automatic name of the dynamic resource cannot be carried out", async () => {
    const up = await runPlan(dynamicProvider, `{ ${folder} }`);
    expect(up.code).not.toBe(0);
    expect(outputOf(up)).toContain("violates plan: properties changed: ++name");
}, 60_000);
