import { runScript } from "../../../tools/engine/interruption";
import { planOf, soak } from "./soak";

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
                ...["answer", "reset-before", "reset-after", "silence", "drip", "half", "half-json"],
                ...["html", "redirect", "empty", "delay"],
            ],
            of: steps.flatMap(({ weather }) => weather.faults.map(({ kind = "answer" }) => kind)),
        },
        {
            what: "trouble of the service",
            all: ["rateLimit", "iamRateLimit", "failNextStarts", "stop", "boot", "hour", "keepAlive"],
            of: steps.flatMap(({ weather }) =>
                Object.keys(weather.options).filter((name) => !name.startsWith("retryAfter")),
            ),
        },
        {
            what: "thing that somebody does",
            all: ["stop", "restart", "describe", "fail", "delete", "tokens expire"],
            of: steps.flatMap(({ weather }) => weather.happenings.map(({ what }) => what)),
        },
        {
            what: "change of a program",
            all: ["make", "take over", "change", "take another", "remove", "rename", "hand over"],
            of: steps.flatMap(({ edits }) => edits.map(({ edit }) => edit)),
        },
        {
            what: "command",
            all: ["up", "refresh", "destroy", "preview"],
            of: steps.map(({ operation }) => operation[0]),
        },
        { what: "edition of the service", all: ["huawei", "otc"], of: some.map(dialectOf) },
    ])("of some seed has each $what", ({ all, of }) => {
        expect([...new Set(of)].sort()).toEqual([...all].sort());
    });
});

function dialectOf({ service }: (typeof some)[number]): string {
    return service.dialect ?? "";
}

const seed = 4;
const short = [3, 3] as const;

describe("a short soak", () => {
    it("reaches what is declared, in both editions of the service and by both doors, when the weather has cleared", async () => {
        const said: string[] = [];
        const options = { episodes: 2, until: Infinity, stopped: () => false, steps: short };
        const survived = await soak({ ...options, seed, say: (line) => said.push(line) });
        expect({ survived, said: said.join("\n") }).toMatchObject({ survived: true });
        expect(said.join("\n")).toMatch(/^2 episodes, \d+ operations/m);
        expect(said.join("\n")).toMatch(/^\d\d faults/m);
        const plans = [planOf(seed, short), planOf(seed + 1, short)];
        expect(plans.map(dialectOf)).toEqual(["otc", "huawei"]);
        expect(plans.map(({ door }) => door)).toEqual(["plugin", "dynamic resource"]);
    }, 180_000);

    it("leaves no process and no folder behind when it is interrupted", async () => {
        // The engine is on its way by then, with its language host or its plugin.
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
