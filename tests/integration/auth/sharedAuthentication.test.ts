import { provider } from "../../../provider/src/engine/dynamicProvider";
import type { ConnectionPool } from "../../../provider/src/lifecycle/connections";
import type { SettingValues } from "../../support/settings";
import {
    useEmulator,
    withoutAccessKey,
    createConnectionPool,
    passwordSettings,
} from "../../support/emulatedClient";

const team = { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "cn-north-4_team" };
const emulator = useEmulator();

const countLogins = () => {
    const count = (name: string) => emulator().requests.filter(({ call }) => call === name).length;
    return { logins: count("tokens"), lookups: count("projects") };
};

function sessionWith(values: SettingValues): ConnectionPool {
    return createConnectionPool(emulator(), {
        "huaweicloud:projectId": "",
        "huaweicloud:maxRetries": "0",
        ...values,
    });
}

interface AuthenticationCase {
    readonly way: string;
    readonly values: () => SettingValues;
    readonly logins: number;
    readonly lookups: number;
}
const password = () => passwordSettings(emulator());
const projectId = () => ({ "huaweicloud:projectId": emulator().info.projectId });

const authenticationCases: readonly AuthenticationCase[] = [
    { way: "a key", values: () => ({}), logins: 0, lookups: 1 },
    {
        way: "a token",
        values: () => ({ ...withoutAccessKey, "huaweicloud:token": emulator().options.token }),
        logins: 0,
        lookups: 1,
    },
    { way: "a password", values: password, logins: 1, lookups: 0 },
    { way: "a key, and the project's ID", values: projectId, logins: 0, lookups: 0 },
    {
        way: "a password, and the project's ID",
        values: () => ({ ...password(), ...projectId() }),
        logins: 1,
        lookups: 0,
    },
];

describe.each(authenticationCases)("with $way, one process", ({ values, logins, lookups }) => {
    test("logs in and looks up at most once for twenty resources that come at once", async () => {
        const session = sessionWith(values());
        const ids = Array.from({ length: 20 }, () => emulator().makeJob().id);
        const jobIds = ids.map(async (id) => (await (await session.getConnection()).client.jobs.get(id)).id);
        expect(await Promise.all(jobIds)).toEqual(ids);
        expect(countLogins()).toEqual({ logins, lookups });
    });

    test("does so for new resources and those whose state names region and project, in any order", async () => {
        const { region, projectId: known } = emulator().info;
        const overrides = [{}, { region, projectId: known }, { region }, { projectId: known }];
        for (const first of [0, 1, 2, 3]) {
            emulator().clearRequests();
            const session = sessionWith(values());
            const all = Array.from({ length: 20 }, (_, i) =>
                session.getConnection(overrides[(first + i) % 4]),
            );
            for (const { client, location } of await Promise.all(all)) {
                expect(location).toEqual({ region, projectId: known });
                await client.jobs.get(emulator().makeJob().id);
            }
            expect(countLogins()).toEqual({ logins, lookups });
        }
    });

    test("does not do it again later", async () => {
        const session = sessionWith(values());
        for (let i = 0; i < 3; i++)
            await (await session.getConnection()).client.jobs.get(emulator().makeJob().id);
        expect(countLogins()).toEqual({ logins, lookups });
    });
});

test("a resource in another project has its own log-in: a token is good for one project", async () => {
    const { region, projectId: id } = emulator().info;
    emulator().setOptions({ projects: [{ id, name: region }, team] });
    const session = sessionWith(password());
    for (const overrides of [{}, { projectId: team.id }, { projectId: team.id }, {}])
        await (await session.getConnection(overrides)).client.projectId();
    const { jobs } = (await session.getConnection({ projectId: team.id })).client;
    const { id: job } = emulator().makeJob({ projectId: team.id });
    expect((await jobs.get(job)).id).toBe(job);
    expect(countLogins()).toEqual({ logins: 2, lookups: 0 });
});

test("a resource in a project of its own needs no project of the region's name", async () => {
    // Only the sub-project is there: a log-in for the region's own name is refused.
    emulator().setOptions({ projectId: team.id, projectName: team.name });
    const session = sessionWith(password());
    const { client: connection, location: place } = await session.getConnection({ projectId: team.id });
    expect(place.projectId).toBe(team.id);
    const { id } = emulator().makeJob({ projectId: team.id });
    expect((await connection.jobs.get(id)).id).toBe(id);
});

describe("a lookup or a log-in that fails", () => {
    test.each([
        ["lookup", () => ({}), "projects"],
        ["log-in", password, "tokens"],
    ] as const)("fails all who waited for it, and the next one tries anew: %s", async (_, values, call) => {
        const session = sessionWith(values());
        emulator().injectFault({ match: { call }, kind: "html", status: 503 });
        const sites = await Promise.allSettled(Array.from({ length: 20 }, () => session.getConnection()));
        expect(new Set(sites.map(({ status }) => status))).toEqual(new Set(["rejected"]));
        expect(emulator().requests).toHaveLength(1);
        expect((await session.getConnection()).location.projectId).toBe(emulator().info.projectId);
    });
});

test("the engine may ask for twenty resources while its configure is still pending", async () => {
    const stack = sessionWith(password());
    const config = { get: (key: string) => stack.readConfigValue(key) };
    const configured = provider.configure?.({ config } as unknown as Parameters<
        NonNullable<typeof provider.configure>
    >[0]);
    const ids = Array.from({ length: 20 }, () => emulator().makeJob().id);
    const made = ids.map((visualizationId) =>
        provider.create({ visualizationId, deletionPolicy: "stop", skipAwait: false }),
    );
    expect((await Promise.all(made)).map(({ id }) => id)).toEqual(ids);
    await configured;
    expect(countLogins()).toEqual({ logins: 1, lookups: 0 });
});
