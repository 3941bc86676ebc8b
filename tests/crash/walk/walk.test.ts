import { runScript } from "../../../tools/engine/interruption";
import { planOf, walk } from "./walk";

const some = Array.from({ length: 200 }, (_, seed) => planOf(seed));
const steps = some.flatMap((plan) => plan.steps);

describe("a plan", () => {
    it("is the same whenever its seed is the same", () => {
        expect(planOf(7)).toEqual(planOf(7));
        expect(planOf(8)).not.toEqual(planOf(7));
    });

    test.each<{ what: string; all: readonly string[]; of: readonly string[] }>([
        {
            what: "fault of the emulator",
            all: [
                ...[
                    "response",
                    "reset-before",
                    "reset-after",
                    "no-response",
                    "slow-body",
                    "truncated",
                    "truncated-json",
                ],
                ...["html", "redirect", "empty", "delay"],
            ],
            of: steps.flatMap(({ schedule }) => schedule.faults.map(({ kind = "response" }) => kind)),
        },
        {
            what: "option of the service",
            all: ["rateLimit", "iamRateLimit", "failNextStarts", "stop", "boot", "hour", "keepAlive"],
            of: steps.flatMap(({ schedule }) =>
                Object.keys(schedule.options).filter((name) => !name.startsWith("retryAfter")),
            ),
        },
        {
            what: "external change",
            all: ["stop", "restart", "describe", "fail", "delete", "tokens expire"],
            of: steps.flatMap(({ schedule }) => schedule.externalChanges.map(({ what }) => what)),
        },
        {
            what: "change of a program",
            all: ["create", "adopt", "change", "adopt another", "remove", "rename", "transfer"],
            of: steps.flatMap(({ edits }) => edits.map(({ edit }) => edit)),
        },
        {
            what: "command",
            all: ["up", "refresh", "destroy", "preview"],
            of: steps.map(({ operation }) => operation[0]),
        },
        { what: "variant of the API", all: ["huawei", "otc"], of: some.map(dialectOf) },
    ])("of some seed has each $what", ({ all, of }) => {
        expect([...new Set(of)].sort()).toEqual([...all].sort());
    });
});

function dialectOf({ service }: (typeof some)[number]): string {
    return service.dialect ?? "";
}

const seed = 4;
const short = [3, 3] as const;

describe("a short random walk", () => {
    it("reaches the desired states without faults, in both variants of the API and through both providers", async () => {
        const lines: string[] = [];
        const options = { episodes: 2, until: Infinity, stopped: () => false, steps: short };
        const succeeded = await walk({ ...options, seed, say: (line) => lines.push(line) });
        expect({ succeeded, lines: lines.join("\n") }).toMatchObject({ succeeded: true });
        expect(lines.join("\n")).toMatch(/^2 episodes, \d+ operations/m);
        expect(lines.join("\n")).toMatch(/^\d\d faults/m);
        const plans = [planOf(seed, short), planOf(seed + 1, short)];
        expect(plans.map(dialectOf)).toEqual(["otc", "huawei"]);
        expect(plans.map(({ provider }) => provider)).toEqual(["plugin", "dynamic resource"]);
    }, 180_000);

    it("leaves no process and no folder behind when it is interrupted", async () => {
        // By then the engine has started its language host or its plugin.
        const when = (text: string, processes: number) => text.includes("1. pulumi up") && processes > 2;
        const { code, text, whenInterrupted, leftovers } = await runScript(
            "tests/crash/walk/main.ts",
            () => ["--verbose"],
            {
                signal: "SIGTERM",
                when,
            },
        );
        expect(text).toMatch(/^seed \d+\n/);
        expect(code).toBe(130);
        expect(whenInterrupted?.folders).not.toEqual([]);
        expect(leftovers).toEqual({ processes: [], folders: [] });
    }, 120_000);
});
