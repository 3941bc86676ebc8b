import { openConnection, type ApiConnection, createRuntime } from "../../provider/src/modelarts/connect";
import { jobApiCalls } from "../support/apiCalls";
import { settingsFromValues, type SettingValues } from "../support/settings";
import { AutoAdvanceClock } from "../support/fakeClock";
import type { responses } from "./responses";
import { idPattern, expectValidJob } from "./verdict";
import type { Job } from "../../provider/src/modelarts/job";

export const secrets = {
    secretKey: "fake/secret+key=for&tests",
    securityToken: "fake-security-token/+==",
    password: 'fake"pass&wörd',
    token: "fake-token-of-the-user",
} as const;

const defaults: SettingValues = {
    "huaweicloud:region": "cn-north-4",
    "huaweicloud:maxRetries": "1",
    "modelarts:retryDelay": "0.001",
    "modelarts:requestTimeout": "0.3",
};
const keySettings: SettingValues = {
    "huaweicloud:accessKey": "FAKEACCESSKEY0000001",
    "huaweicloud:secretKey": secrets.secretKey,
    "huaweicloud:securityToken": secrets.securityToken,
};
const passwordSettings: SettingValues = {
    "huaweicloud:userName": "example-user",
    "huaweicloud:password": secrets.password,
};
const tokenSettings: SettingValues = { "huaweicloud:token": secrets.token };
const projectSettings: SettingValues = { "huaweicloud:projectId": "p1" };

export interface CallUnderTest {
    readonly name: string;
    readonly values: SettingValues;
    /** The response with which the call succeeds. */
    readonly response: keyof typeof responses;
    readonly run: (connection: ApiConnection) => Promise<unknown>;
    /** Throws where the value of the call is not right. */
    readonly check: (value: unknown) => void;
}

const expectJob = (job: unknown): void => {
    expectValidJob(job as Job);
};
const expectNewJob = (job: unknown): void => {
    expectJob(job);
    expect((job as Job).name).toBeDefined();
};
const expectJobs = (jobs: unknown): void => {
    (jobs as Job[]).forEach(expectJob);
    const ids = (jobs as Job[]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
};
const expectUndefined = (value: unknown): void => {
    expect(value).toBeUndefined();
};
const expectProjectId = (value: unknown): void => {
    expect(value).toMatch(idPattern);
};

const expectations: Readonly<Record<string, Pick<CallUnderTest, "response" | "check">>> = {
    create: { response: "job", check: expectNewJob },
    list: { response: "page", check: expectJobs },
    show: { response: "job", check: expectJob },
};

/** The seven calls of the job API, the authentication and the project lookup, each as the first call of a client. */
export const callsUnderTest: readonly CallUnderTest[] = [
    ...jobApiCalls.map(({ name, run }) => ({
        name,
        values: { ...defaults, ...keySettings, ...projectSettings },
        run: ({ jobs }: ApiConnection) => run(jobs, "8992"),
        ...(expectations[name] ?? { response: "action" as const, check: expectUndefined }),
    })),
    {
        name: "authentication",
        values: { ...defaults, ...passwordSettings },
        run: ({ projectId }) => projectId(),
        response: "token",
        check: expectProjectId,
    },
    {
        name: "look-up of the project",
        values: { ...defaults, ...tokenSettings },
        run: ({ projectId }) => projectId(),
        response: "projects",
        check: expectProjectId,
    },
    {
        name: "show after an authentication",
        values: { ...defaults, ...passwordSettings, ...projectSettings },
        run: ({ jobs }) => jobs.get("8992"),
        response: "jobAndToken",
        check: expectJob,
    },
];

/** Opens a connection to one address for all services. The time that a server lets a client wait passes at once. */
export function connectToServer(
    url: string,
    values: SettingValues,
    clock = new AutoAdvanceClock(),
): ApiConnection {
    const endpoints = JSON.stringify({ modelarts: url, iam: url });
    return openConnection(
        settingsFromValues({ ...values, "huaweicloud:endpoints": endpoints }),
        createRuntime(clock),
    );
}
