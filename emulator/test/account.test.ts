import { EmulatorClient, type Response, send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let caller: EmulatorClient;
beforeEach(async () => {
    emulator = await startEmulator({ region: "eu-de" });
    caller = new EmulatorClient(emulator);
});
afterEach(() => emulator.close());

/** Sends an authentication with the right password, whose parts can be replaced. */
function login(user: object = {}, scope: unknown = { project: { name: "eu-de" } }): Promise<Response> {
    const { domainName, userName, password } = emulator.info;
    const whole = { name: userName, password, domain: { name: domainName }, ...user };
    const identity = { methods: ["password"], password: { user: whole } };
    return send(emulator.info.url, "POST", "/v3/auth/tokens", { body: { auth: { identity, scope } } });
}

async function token(scope?: unknown): Promise<string> {
    return String((await login({}, scope)).headers["x-subject-token"]);
}

function list(text: string): Promise<Response> {
    return caller.call("GET", "", { headers: { "X-Auth-Token": text } });
}

describe("an authentication", () => {
    test("responds with 201, a token in the header, and its end", async () => {
        const { status, headers, json } = await login();
        expect(status).toBe(201);
        const { projectId, domainName } = emulator.info;
        const domain = { id: emulator.options.domainId, name: domainName };
        expect(json.token).toMatchObject({
            methods: ["password"],
            project: { domain, id: projectId, name: "eu-de" },
            user: { domain, name: emulator.info.userName },
        });
        const life = Date.parse(json.token.expires_at) - Date.parse(json.token.issued_at);
        expect(life).toBe(86_400_000);
        expect((await list(String(headers["x-subject-token"]))).status).toBe(200);
    });

    test("takes IDs in place of names", async () => {
        const { userId, domainId } = emulator.options;
        const { projectId } = emulator.info;
        const byId = { project: { id: projectId } };
        expect((await login({ name: undefined, domain: undefined, id: userId }, byId)).status).toBe(201);
        expect((await login({ domain: { id: domainId } })).status).toBe(201);
    });

    test("takes no domain where the user is the account itself, until the account is upgraded", async () => {
        expect((await login({ domain: undefined })).status).toBe(401);
        emulator.setOptions({ userName: "emulator-account" });
        const account = { name: "emulator-account", domain: undefined };
        expect((await login(account)).status).toBe(201);
        emulator.setOptions({ upgradedAccount: true });
        expect((await login(account)).status).toBe(401);
    });

    test.each([
        ["password", { password: "other" }],
        ["user", { name: "other" }],
        ["domain", { domain: { name: "other" } }],
        ["domain ID", { domain: { id: "other" } }],
        ["user ID", { id: "other" }],
    ])("with another %s is refused", async (_, user) => {
        const { status, json, headers } = await login(user);
        expect(status).toBe(401);
        expect(json).toEqual({
            error: { code: 401, message: "The username or password is wrong.", title: "Unauthorized" },
        });
        expect(headers["x-subject-token"]).toBeUndefined();
    });

    test("for a project that does not exist is rejected", async () => {
        const { status, json } = await login({}, { project: { name: "none" } });
        expect([status, json.error.code]).toEqual([404, 404]);
    });

    test("whose body is no JSON, or no authentication, is rejected", async () => {
        const post = (body: unknown) => send(emulator.info.url, "POST", "/v3/auth/tokens", { body });
        expect((await post("name=a")).status).toBe(400);
        expect((await post({ auth: { identity: { methods: ["token"] } } })).status).toBe(400);
        expect((await post({ auth: { identity: { methods: ["saml"] } } })).status).toBe(400);
    });

    test("for the account alone gives a token that finds projects and opens none", async () => {
        const text = await token({ domain: { name: "emulator-account" } });
        const headers = { "X-Auth-Token": text };
        expect((await send(emulator.info.url, "GET", "/v3/projects", { headers })).status).toBe(200);
        expect((await list(text)).json.error_code).toBe("ModelArts.0210");
    });
});

describe("a token", () => {
    test("opens its own project and no other of the account", async () => {
        const projects = [
            { id: emulator.info.projectId, name: "eu-de" },
            { id: "team", name: "eu-de_team" },
        ];
        emulator.setOptions({ projects });
        const text = await token({ project: { name: "eu-de_team" } });
        expect((await list(text)).json.error_code).toBe("ModelArts.0210");
        const headers = { "X-Auth-Token": text };
        expect(
            (await send(emulator.info.url, "GET", "/v1/team/visualization-jobs", { headers })).status,
        ).toBe(200);
    });

    test("is too old when its time is over", async () => {
        emulator.setOptions({ tokenLifetime: 0 });
        const { status, json } = await list(await token());
        expect([status, json.error_code]).toEqual([401, "APIG.0307"]);
    });

    test("is too old by order, the ready one too, and a new one is not", async () => {
        const text = await token();
        emulator.expireTokens();
        expect((await list(text)).json.error_code).toBe("APIG.0307");
        expect((await list(emulator.options.token)).json.error_code).toBe("APIG.0307");
        expect((await list(await token())).status).toBe(200);
        emulator.setOptions({ token: "EMULATOR-another" });
        expect((await list("EMULATOR-another")).status).toBe(200);
    });

    test.each(["APIG.0301", "ModelArts.0202", "ModelArts.6620"] as const)(
        "can be told to be too old with %s",
        async (code) => {
            emulator.setOptions({ expiredTokenCode: code });
            emulator.expireTokens();
            const { status, json } = await list(emulator.options.token);
            expect([status, json.error_code]).toEqual([401, code]);
        },
    );

    test("that was not issued is rejected with APIG.0301", async () => {
        const { status, json } = await list("made-up");
        expect([status, json.error_code]).toEqual([401, "APIG.0301"]);
    });

    test("does not open a project of another account", async () => {
        const headers = { "X-Auth-Token": emulator.options.token };
        const { status, json } = await send(emulator.info.url, "GET", "/v1/foreign/visualization-jobs", {
            headers,
        });
        expect([status, json.error_code]).toEqual([403, "ModelArts.0210"]);
    });
});

describe("the project lookup", () => {
    const both = [
        { id: "1", name: "eu-de" },
        { id: "2", name: "eu-de_team" },
    ];
    async function names(query: string): Promise<string[]> {
        const headers = { "X-Auth-Token": emulator.options.token };
        const { json } = await send(emulator.info.url, "GET", `/v3/projects${query}`, { headers });
        return json.projects.map(({ name }) => name);
    }

    test("finds the project of the credentials", async () => {
        const headers = { "X-Auth-Token": emulator.options.token };
        const { status, json } = await send(emulator.info.url, "GET", "/v3/projects?name=eu-de", { headers });
        expect(status).toBe(200);
        expect(json.projects).toMatchObject([{ id: emulator.info.projectId, name: "eu-de" }]);
        expect(json.links).toBeDefined();
    });

    test("finds every project whose name begins so, in either order", async () => {
        emulator.setOptions({ projects: both });
        expect(await names("?name=eu-de")).toEqual(["eu-de", "eu-de_team"]);
        expect(await names("?name=eu-de_team")).toEqual(["eu-de_team"]);
        expect(await names("")).toEqual(["eu-de", "eu-de_team"]);
        emulator.setOptions({ projectOrder: "reversed" });
        expect(await names("?name=eu-de")).toEqual(["eu-de_team", "eu-de"]);
    });

    test("can find nothing", async () => {
        expect(await names("?name=none")).toEqual([]);
        emulator.setOptions({ projects: [] });
        expect(await names("?name=eu-de")).toEqual([]);
    });

    test("needs a permission that a user may lack, and the list of own projects needs none", async () => {
        emulator.setOptions({ mayListProjects: false });
        const headers = { "X-Auth-Token": await token() };
        const call = (path: string) => send(emulator.info.url, "GET", path, { headers });
        expect((await call("/v3/projects?name=eu-de")).status).toBe(403);
        const { status, json } = await call("/v3/auth/projects");
        expect([status, json.projects.map(({ name }) => name)]).toEqual([200, ["eu-de"]]);
    });

    test("needs credentials", async () => {
        expect((await send(emulator.info.url, "GET", "/v3/projects?name=eu-de")).status).toBe(401);
    });
});
