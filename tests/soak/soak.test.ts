import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { descendants } from "../engine/processTree";
import { planOf, soak } from "./soak";

const root = path.resolve(__dirname, "..", "..");
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
    it("reaches what is declared, in both editions of the service, when the weather has cleared", async () => {
        const said: string[] = [];
        const options = { episodes: 2, until: Infinity, stopped: () => false, steps: short };
        const survived = await soak({ ...options, seed, say: (line) => said.push(line) });
        expect({ survived, said: said.join("\n") }).toMatchObject({ survived: true });
        expect(said.join("\n")).toMatch(/^2 episodes, [789] operations/m);
        expect(said.join("\n")).toMatch(/^\d\d faults/m);
        expect([planOf(seed, short), planOf(seed + 1, short)].map(dialectOf)).toEqual(["otc", "huawei"]);
    }, 180_000);

    it("leaves no process and no folder behind when it is interrupted", async () => {
        const temporary = await mkdtemp(path.join(tmpdir(), "soak-"));
        try {
            const main = [require.resolve("ts-node/dist/bin"), "tests/soak/main.ts", "--verbose"];
            const child = spawn(process.execPath, main, {
                cwd: root,
                env: { ...process.env, TMPDIR: temporary },
            });
            let text = "";
            let started: readonly number[] = [];
            const interrupt = (): void => {
                started = descendants(child.pid ?? 0);
                child.kill("SIGTERM");
            };
            child.stdout.on("data", (chunk: Buffer) => {
                const before = text.includes("1. pulumi up");
                text += chunk.toString();
                // The engine is on its way by then.
                if (!before && text.includes("1. pulumi up")) setTimeout(interrupt, 1000);
            });
            const code = await new Promise((resolve) => child.once("close", resolve));
            expect(text).toMatch(/^seed \d+\n/);
            expect(code).toBe(130);
            expect(started.length).toBeGreaterThan(1);
            // What was killed may take a moment to be gone.
            for (let wait = 0; wait < 50 && started.some(isAlive); wait++) await sleep(100);
            expect(started.filter(isAlive)).toEqual([]);
            const left = (await readdir(temporary)).filter((name) => name.startsWith("pulumi-modelarts-"));
            expect(left).toEqual([]);
        } finally {
            await rm(temporary, { recursive: true });
        }
    }, 120_000);
});

function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}
