import { placeOf, type Way, wayIn, upAndDestroy } from "../../support/configuredStack";

let way: Way;
afterEach(() => way.close());

test("temporary keys, with their token", async () => {
    way = await wayIn({
        given: (service) => ({
            config: {
                ...placeOf(service),
                "huaweicloud:projectId": service.options.projectId,
                "huaweicloud:accessKey": service.options.temporaryAccessKey,
            },
            secrets: {
                "huaweicloud:secretKey": service.options.temporarySecretKey,
                "huaweicloud:securityToken": service.options.securityToken,
            },
        }),
    });
    expect(await upAndDestroy(way)).toEqual({ up: ["create"], destroy: ["stop", "delete"] });
}, 120_000);

test("a token that is ready: nobody logs in, and the project is looked up once", async () => {
    way = await wayIn({
        given: (service) => ({
            config: placeOf(service),
            secrets: { "huaweicloud:token": service.options.token },
        }),
    });
    expect(await upAndDestroy(way)).toEqual({ up: ["projects", "create"], destroy: ["stop", "delete"] });
}, 120_000);

test("a password: two resources at once log in once, and look nothing up", async () => {
    way = await wayIn({
        program: `
            import { VisualizationJob } from "pulumi-modelarts";
            for (const name of ["one", "two"]) new VisualizationJob(name, { trainUrl: "/bucket/logs/" });`,
        given: (service) => ({
            config: {
                ...placeOf(service),
                "huaweicloud:userName": service.options.userName,
                "huaweicloud:domainName": service.options.domainName,
            },
            secrets: { "huaweicloud:password": service.options.password },
        }),
    });
    const { up, destroy } = await upAndDestroy(way);
    expect(up).toEqual(["tokens", "create", "create"]);
    expect([...destroy].sort()).toEqual(["delete", "delete", "stop", "stop", "tokens"]);
}, 120_000);
