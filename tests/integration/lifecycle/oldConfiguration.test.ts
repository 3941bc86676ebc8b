import type { FaultSpec } from "../../../emulator/src";
import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import type { ResourceState } from "../../../provider/src/properties/state";
import { useEmulator } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";
import { folder, validResource } from "../../support/inputs";
import type { SettingValues } from "../../support/settings";
import { newLifecycle } from "../../support/testLifecycle";

/* The engine reads and deletes with the configuration that the state has. */
const emulator = useEmulator({ boot: 0, stop: 0 });
const sentence =
    "`pulumi refresh` and `pulumi destroy` use the configuration of the last successful update: if you have changed it " +
    "since, run `pulumi refresh --run-program` first.";
const board = validResource({ trainUrl: folder, name: "board", state: "running" });
const quick: SettingValues = { "modelarts:requestTimeout": "0.3", "modelarts:waitTimeout": "2" };

const rejection = (status: number, error_code: string): FaultSpec => ({
    response: { status, body: { error_code, error_msg: "" } },
});
const settingProblems: readonly (readonly [kind: string, fault: FaultSpec | SettingValues])[] = [
    ["settings", { "huaweicloud:secretKey": "" }],
    ["network", { kind: "reset-before" }],
    ["timeout", { kind: "no-response" }],
    ["redirect", { kind: "redirect", location: "http://127.0.0.1/" }],
    ["unexpected-response", { kind: "html", status: 403 }],
    ["not-offered", rejection(404, "APIG.0101")],
    ["unauthenticated", rejection(401, "APIG.0301")],
    ["permission-denied", rejection(403, "ModelArts.0108")],
    ["token-expired", rejection(401, "ModelArts.0202")],
    ["wrong-project", rejection(403, "ModelArts.0210")],
];
const otherProblems = [
    ["throttled", rejection(429, "APIG.0308")],
    ["server-error", rejection(500, "ModelArts.0010")],
    ["quota", rejection(400, "ModelArts.0106")],
] as const;

type Call = (lifecycle: Lifecycle, id: string, state: ResourceState) => Promise<unknown>;
const oldCalls: readonly (readonly [string, Call])[] = [
    ["refresh", (lifecycle, id, state) => lifecycle.read(id, state)],
    ["import", (lifecycle, id) => lifecycle.import(id)],
    ["delete", (lifecycle, id, state) => lifecycle.delete(id, state)],
];

/** Returns the error of a call that a later run makes with these settings, or with a service that has this fault. */
async function failure(call: Call, problem: FaultSpec | SettingValues) {
    const { id, state } = await newLifecycle(emulator()).create(board);
    const isFault = "kind" in problem || "response" in problem;
    if (isFault) emulator().injectFault({ ...problem, times: "always" } as FaultSpec);
    const settings = isFault ? quick : { ...quick, ...problem };
    return rejectionOf(call(newLifecycle(emulator(), {}, {}, settings), id, state));
}

describe.each(oldCalls)("a failed %s", (_, call) => {
    test.each(settingProblems)(
        "says how to bring the present configuration along (%s)",
        async (kind, problem) => {
            const error = await failure(call, problem);
            expect(error.kind).toBe(kind);
            expect(error.message).toMatch(/^Could not .*\. /);
            expect(error.message.endsWith(` ${sentence}`)).toBe(true);
        },
    );

    test.each(otherProblems)(
        "does not say so where no setting can be the cause (%s)",
        async (kind, problem) => {
            const error = await failure(call, problem);
            expect(error.kind).toBe(kind);
            expect(error.message).not.toContain("--run-program");
        },
    );
});

test("a failed update does not say so, since it has the present configuration", async () => {
    const update: Call = (lifecycle, id, state) => lifecycle.update(id, state, board);
    const error = await failure(update, rejection(401, "APIG.0301"));
    expect(error.message).not.toContain("--run-program");
});
