import { type Emulator, type Options, type RecordedRequest, startEmulator } from "../../../emulator/src";
import { connectToEmulator } from "../../support/emulatedClient";
import { passwordSettings } from "../../support/allCalls";

interface Weather {
    readonly retryAfter: Options["retryAfter"];
    readonly throttleCode: Options["throttleCode"];
    /** Log-ins are throttled as well. */
    readonly iam: boolean;
}

/** Each form and each code at least once. */
const throttlingCases: readonly Weather[] = [
    { retryAfter: "seconds", throttleCode: "APIG.0308", iam: true },
    { retryAfter: "date", throttleCode: "APIGW.0308", iam: false },
    { retryAfter: "absent", throttleCode: "ModelArts.6101", iam: false },
];

const names = Array.from({ length: 20 }, (_, i) => `board-${i}`);

/** When the attempt after this refusal may come at the earliest. */
function earliest({ at }: RecordedRequest, form: Weather["retryAfter"]): number {
    const time = Date.parse(at);
    if (form === "absent") return time;
    return form === "seconds" ? time + 1000 : Math.ceil(time / 1000 + 1) * 1000;
}

const nameIn = ({ body }: RecordedRequest) => /"job_name":"([^"]+)"/.exec(body)?.[1];

async function createTwenty(service: Emulator, { iam }: Weather): Promise<unknown[]> {
    if (iam) service.injectFault({ match: { call: "tokens" }, times: 2, ...tooMany });
    const { jobs } = connectToEmulator(service, {
        ...(iam ? passwordSettings(service) : {}),
        "huaweicloud:maxRetries": "5",
        "modelarts:retryDelay": "1",
        "modelarts:requestTimeout": "30",
    });
    return Promise.all(names.map((name) => jobs.create({ name, trainUrl: "/bucket/logs/" })));
}

const tooMany = {
    answer: {
        status: 429,
        headers: { "Retry-After": "1" },
        body: { error_code: "APIG.0308", error_msg: "too many" },
    },
};

describe("twenty creates at once, where five calls a second are let in", () => {
    const services: Emulator[] = [];
    const results: PromiseSettledResult<unknown[]>[] = [];
    beforeAll(async () => {
        for (const { retryAfter, throttleCode } of throttlingCases)
            services.push(await startEmulator({ rateLimit: 5, retryAfter, throttleCode }));
        const all = throttlingCases.map((throttling, i) => createTwenty(services[i] as Emulator, throttling));
        results.push(...(await Promise.allSettled(all)));
    }, 60_000);
    afterAll(() => Promise.all(services.map((service) => service.close())));

    describe.each(throttlingCases.map((throttling, i) => ({ ...throttling, i })))(
        "and the others get $throttleCode, Retry-After: $retryAfter",
        ({ retryAfter, iam, i }) => {
            const service = () => services[i] as Emulator;
            const attempts = (name: string) =>
                service().requests.filter((one) => one.call === "create" && nameIn(one) === name);

            test("all succeed, and there are twenty jobs: one of each name", () => {
                expect(results[i]).toMatchObject({ status: "fulfilled" });
                expect(
                    service()
                        .jobs.map(({ name }) => name)
                        .sort(),
                ).toEqual([...names].sort());
            });

            test("nobody comes back before the time that he was told", () => {
                const early = names.flatMap((name) => {
                    const all = attempts(name);
                    return all
                        .slice(1)
                        .filter(
                            (next, n) =>
                                Date.parse(next.at) < earliest(all[n] as RecordedRequest, retryAfter),
                        );
                });
                expect(early).toEqual([]);
                // Some were refused, or nothing was seen.
                expect(service().requests.length).toBeGreaterThan(names.length);
            });

            test("none is asked for again after it was made", () => {
                for (const name of names)
                    expect(attempts(name).map(({ status }) => status)).toEqual([
                        ...attempts(name)
                            .slice(1)
                            .map(() => 429),
                        200,
                    ]);
            });

            test(iam ? "they log in once, as soon as IAM lets them" : "nobody logs in", () => {
                const logins = service().requests.filter(({ call }) => call === "tokens");
                expect(logins.map(({ status }) => status)).toEqual(iam ? [429, 429, 201] : []);
            });
        },
    );
});
