import { createRuntime } from "../../../provider/src/modelarts/connect";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";

const team = { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "eu-de_team" };
const region = { id: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e", name: "eu-de" };
const other = { id: "2e2e2e2e2e2e4e4e8e8e2e2e2e2e2e2e", name: "eu-de_team_2" };

const emulator = useEmulator({ region: "eu-de", projects: [region, team, other] });
const byName = (name = "") =>
    connectToEmulator(emulator(), { "huaweicloud:projectId": "", "huaweicloud:projectName": name });
const lookups = () => emulator().requests.filter(({ call }) => call === "projects");

describe("a project name", () => {
    test.each<["given" | "reversed", string, string]>([
        ["given", "", region.id],
        ["reversed", "", region.id],
        ["given", "eu-de_team", team.id],
        ["reversed", "eu-de_team", team.id],
    ])(
        "selects the project with exactly this name, in any order of the response: %s, %j",
        async (projectOrder, name, id) => {
            emulator().setOptions({ projectOrder });
            expect(await byName(name).projectId()).toBe(id);
            const query = new URL(lookups()[0]?.path ?? "", "http://x").searchParams;
            expect(Object.fromEntries(query)).toEqual({ name: name === "" ? "eu-de" : name });
        },
    );

    test("gives the project ID in the path of a call", async () => {
        const { jobs } = byName("eu-de_team");
        await jobs.create({ name: "board", trainUrl: "/bucket/logs/" });
        expect(emulator().requests.at(-1)?.projectId).toBe(team.id);
    });

    test("is looked up once for concurrent and later calls", async () => {
        const { jobs, projectId } = byName();
        const { id } = emulator().makeJob();
        await Promise.all([jobs.get(id), jobs.get(id), jobs.get(id), projectId()]);
        await jobs.get(id);
        expect(lookups()).toHaveLength(1);
        expect(emulator().requests).toHaveLength(5);
    });

    test.each([
        ["no project", []],
        ["only projects with longer names", [team, other]],
    ])("is an error when the response holds %s, and no project is created", async (_, projects) => {
        emulator().setOptions({ projects });
        const error = await rejectionOf(byName().jobs.create({ name: "board", trainUrl: "/bucket/logs/" }));
        expect(error.kind).toBe("settings");
        for (const part of ['"eu-de"', "region eu-de", emulator().info.url, "huaweicloud:projectId"])
            expect(error.message).toContain(part);
        expect(emulator().requests.map(({ method, call }) => `${method} ${call}`)).toEqual(["GET projects"]);
    });

    test("is looked up again after a failed lookup", async () => {
        emulator().setOptions({ projects: [] });
        const { projectId } = byName();
        await rejectionOf(projectId());
        emulator().setOptions({ projects: [region] });
        expect(await projectId()).toBe(region.id);
    });

    test.each(["/v3", "/v3/", ""])(
        "is looked up at the IAM endpoint that ends in %j, with one version in the path",
        async (version) => {
            const values = {
                "huaweicloud:projectId": "",
                "huaweicloud:endpoints": JSON.stringify({ modelarts: emulator().info.modelarts }),
                "huaweicloud:authUrl": `${emulator().info.url}${version}`,
            };
            expect(await connectToEmulator(emulator(), values).projectId()).toBe(region.id);
            expect(lookups()[0]?.path).toBe("/v3/projects?name=eu-de");
        },
    );
});

describe("a user who may not list the projects of the account", () => {
    beforeEach(() => {
        emulator().setOptions({ mayListProjects: false });
    });
    const statuses = () => emulator().requests.map(({ call, status }) => `${call} ${status}`);
    const credentials = () => ({
        "an access key": {},
        "a token": { ...withoutAccessKey, "huaweicloud:token": emulator().options.token },
    });

    test.each(["an access key", "a token"] as const)("finds an own project with %s", async (kind) => {
        const values = {
            "huaweicloud:projectId": "",
            "huaweicloud:projectName": team.name,
            ...credentials()[kind],
        };
        expect(await connectToEmulator(emulator(), values).projectId()).toBe(team.id);
        expect(statuses()).toEqual(["projects 403", "ownProjects 200"]);
    });

    test("reads that a project of another name does not exist", async () => {
        const error = await rejectionOf(byName("eu-de_nobody").projectId());
        expect(error.kind).toBe("settings");
        expect(error.message).toContain("huaweicloud:projectId");
    });

    test.each([401, 403, 404])(
        "reads the permission and the settings when both lists fail: %i",
        async (status) => {
            const response = { status, body: { error_code: "IAM.0002", error_msg: "no" } };
            emulator().injectFault({ match: { call: "ownProjects" }, times: "always", response });
            const error = await rejectionOf(byName().projectId());
            expect(error.kind).toBe("permission-denied");
            for (const part of ["huaweicloud:projectId", "HW_PROJECT_ID", "iam:projects:listProjects"])
                expect(error.message).toContain(part);
            expect(statuses()).toEqual(["projects 403", `ownProjects ${status}`]);
        },
    );
});

test("an access key that the list of own projects does not accept is still sent elsewhere", async () => {
    emulator().setOptions({ mayListProjects: false });
    const response = { status: 401, body: { error_code: "APIG.0301", error_msg: "no" } };
    emulator().injectFault({ match: { call: "ownProjects" }, times: "always", response });
    const runtime = createRuntime();
    const { projectId } = connectToEmulator(emulator(), { "huaweicloud:projectId": "" }, runtime);
    for (let i = 0; i < 2; i++)
        expect(await rejectionOf(projectId())).toMatchObject({ kind: "permission-denied" });
    const { id } = emulator().makeJob();
    expect(await connectToEmulator(emulator(), {}, runtime).jobs.get(id)).toMatchObject({ id });
});

test("does not look up a project with a configured ID", async () => {
    await connectToEmulator(emulator(), { "huaweicloud:projectName": "eu-de_team" }).jobs.get(
        emulator().makeJob().id,
    );
    expect(lookups()).toEqual([]);
});

test("names the setting when the project belongs to another account", async () => {
    const error = await rejectionOf(
        connectToEmulator(emulator(), { "huaweicloud:projectId": "3e3e" }).jobs.get("1"),
    );
    expect(error).toMatchObject({ kind: "wrong-project", code: "ModelArts.0210" });
    expect(error.message).toContain("huaweicloud:projectId");
});
