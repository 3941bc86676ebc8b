import { connectTo, type Connection, surroundings } from "../../provider/src/modelarts/connect";
import { sevenCalls } from "../support/apiCalls";
import { from, type Values } from "../support/settings";
import { LeapingClock } from "../support/fakeClock";
import type { answers } from "./answers";
import { askable, expectRightJob } from "./verdict";
import type { Job } from "../../provider/src/modelarts/job";

export const secrets = {
    secretKey: "fake/secret+key=for&tests",
    securityToken: "fake-security-token/+==",
    password: 'fake"pass&wörd',
    token: "fake-token-of-the-user",
} as const;

const usual: Values = {
    "huaweicloud:region": "cn-north-4",
    "huaweicloud:maxRetries": "1",
    "modelarts:retryDelay": "0.001",
    "modelarts:requestTimeout": "0.3",
};
const byKey: Values = {
    "huaweicloud:accessKey": "FAKEACCESSKEY0000001",
    "huaweicloud:secretKey": secrets.secretKey,
    "huaweicloud:securityToken": secrets.securityToken,
};
const byPassword: Values = { "huaweicloud:userName": "somebody", "huaweicloud:password": secrets.password };
const byToken: Values = { "huaweicloud:token": secrets.token };
const project: Values = { "huaweicloud:projectId": "p1" };

export interface HostileCall {
    readonly name: string;
    readonly values: Values;
    /** What it is answered with, where all goes well. */
    readonly answer: keyof typeof answers;
    readonly run: (connection: Connection) => Promise<unknown>;
    /** Throws where what the call resolves with is not right. */
    readonly check: (value: unknown) => void;
}

const isJob = (job: unknown): void => {
    expectRightJob(job as Job);
};
const isNewJob = (job: unknown): void => {
    isJob(job);
    expect((job as Job).name).toBeDefined();
};
const areJobs = (jobs: unknown): void => {
    (jobs as Job[]).forEach(isJob);
    const ids = (jobs as Job[]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
};
const isNothing = (value: unknown): void => {
    expect(value).toBeUndefined();
};
const isProject = (value: unknown): void => {
    expect(value).toMatch(askable);
};

const ofSeven: Readonly<Record<string, Pick<HostileCall, "answer" | "check">>> = {
    create: { answer: "job", check: isNewJob },
    list: { answer: "page", check: areJobs },
    show: { answer: "job", check: isJob },
};

/** The seven calls, the log-in and the look-up of a project: each as it is made first of all. */
export const hostileCalls: readonly HostileCall[] = [
    ...sevenCalls.map(({ name, run }) => ({
        name,
        values: { ...usual, ...byKey, ...project },
        run: ({ jobs }: Connection) => run(jobs, "8992"),
        ...(ofSeven[name] ?? { answer: "act" as const, check: isNothing }),
    })),
    {
        name: "log-in",
        values: { ...usual, ...byPassword },
        run: ({ projectId }) => projectId(),
        answer: "login",
        check: isProject,
    },
    {
        name: "look-up of the project",
        values: { ...usual, ...byToken },
        run: ({ projectId }) => projectId(),
        answer: "projects",
        check: isProject,
    },
    {
        name: "show after a log-in",
        values: { ...usual, ...byPassword, ...project },
        run: ({ jobs }) => jobs.get("8992"),
        answer: "jobAndLogin",
        check: isJob,
    },
];

/** A connection of its own, to one address for all. What a server asks to wait passes at once. */
export function connectionTo(url: string, values: Values, clock = new LeapingClock()): Connection {
    const endpoints = JSON.stringify({ modelarts: url, iam: url });
    return connectTo(from({ ...values, "huaweicloud:endpoints": endpoints }), surroundings(clock));
}
