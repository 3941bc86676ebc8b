import { mixedEdition } from "../../support/mixedEdition";
import { editions } from "../../../emulator/src";
import type { Conditions, Interrupt, Method, Moment, ServiceCommand, Workplace } from "./model";
import { resourceNames } from "./programEdits";
import type { SeededRandom } from "../world/seededRandom";
import { networkFaults } from "../world/simulatedTransport";

const editionNames = Object.keys(editions) as (keyof typeof editions)[];

/** Draws how the service is set up, at the beginning of a history; mostly as usual. */
export function drawService(random: SeededRandom): ServiceCommand | undefined {
    if (random.chance(0.6)) return undefined;
    const one = random.pickWeighted<Omit<ServiceCommand, "kind">>([
        [3, { options: mixedEdition }],
        [2, { options: { clockSkew: random.pick([-400, 400]) } }],
        [2, { options: { perPageMax: 2, perPageAbove: "clamped" } }],
        [3, { changingLists: true, options: { perPageMax: 2, perPageAbove: "clamped" } }],
        ...editionNames.map((edition) => [3, { options: { edition } }] as const),
        [6, { options: { rateLimit: 3 } }],
        [2, { options: { uniqueNames: false } }],
        [2, { options: { failNextStarts: [3, 9] } }],
        [2, { options: { deleteAtOnce: true, stoppedStatus: 10 } }],
        [2, { options: { stopAccepts: ["running", "starting"], unknownJob: "ModelArts.0102" } }],
        [2, { options: { errorStatus: "200", messageField: "error_msg" } }],
        [3, { authentication: "password", options: { tokenLifetime: random.pick([15, 86400]) } }],
        [6, { lookUp: true }],
        [2, { lookUp: true, options: { iamRateLimit: 1, retryAfterSeconds: 3600 } }],
    ]);
    return { kind: "service", ...one };
}

/** Draws whether commands of a history change their place, and to where. Mostly they do not. */
export function drawWorkplaces(random: SeededRandom): readonly Workplace[] {
    const other = random.pickWeighted<Workplace>([
        [12, {}],
        [2, { stack: "test" }],
        [2, { backend: "second" }],
        [1, { machine: "second" }],
        [1, { checkout: "fresh" }],
        [1, { home: "none" }],
        [1, { home: "read-only" }],
    ]);
    return [{}, other];
}

/** Draws what happens around one command; mostly nothing. */
export function drawConditions(random: SeededRandom): Conditions {
    const method = (): Method =>
        random.pickWeighted<Method>([
            [5, "create"],
            [2, "update"],
            [3, "delete"],
            [1, "read"],
            [1, "diff"],
            [1, "check"],
            [1, "configure"],
        ]);
    const moment = (): Moment =>
        random.chance(0.4)
            ? { after: 3 + random.below(120) }
            : { during: method(), ...(random.chance(0.7) && { moments: random.below(30) }) };
    // Most of these moments come in no call of the run.
    const isInterrupted = random.chance(0.2);
    const isThrottled = isInterrupted && random.chance(0.4);
    const faults = isThrottled
        ? [[0.5, "throttled"] as const]
        : random.chance(0.2)
          ? [[0.1 + random.next() * 0.3, random.pick(networkFaults)] as const]
          : undefined;
    const hasNamesake = faults !== undefined && random.chance(0.5);
    const job = { jobOf: random.pick(resourceNames) };
    const action = random.pick(["stop", "restart", "delete"] as const);
    const how = random.pickWeighted<Interrupt["how"]>([
        [1, "cancel"],
        [1, "cancel twice"],
        [3, "kill"],
        [1, "kill the provider"],
    ]);
    return {
        ...(faults && { faults }),
        ...(hasNamesake && { namesake: random.pick(["same folder", "other folder", "later"] as const) }),
        ...(isInterrupted && { interrupt: { ...moment(), how } }),
        ...(random.chance(0.03) && { meanwhile: { ...moment(), action, job } }),
        ...(random.chance(0.03) && { appearsAfter: 1 + random.below(20) }),
        ...(random.chance(0.03) && { clockJump: { ...moment(), by: random.pick([-3600, -600, 600, 3600]) } }),
    };
}
