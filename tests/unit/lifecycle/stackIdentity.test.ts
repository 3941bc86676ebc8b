import path from "node:path";
import { StackIdentity } from "../../../provider/src/lifecycle/stackIdentity";
import { MemoryFiles } from "../../support/memoryFiles";

const project = (backend: string) => `name: test\n${backend}runtime: nodejs\n`;

function identify(manifest: string, environment: Readonly<Record<string, string>> = {}) {
    const files = new MemoryFiles();
    files.write(path.join("/program", "Pulumi.yaml"), manifest);
    return new StackIdentity(environment, "/home/.pulumi", "/program/src", files).identity;
}

const url = identify(project("backend:\n  url: file:///states\n"));

test("the backend of a project is that of the environment and that of Pulumi.yaml", () => {
    expect(url.isCertain).toBe(true);
    expect(identify(project(""), { PULUMI_BACKEND_URL: "file:///states" })).toEqual(url);
    expect(identify(project("backend:\n  url: file:///others\n"))).not.toEqual(url);
    expect(identify(project("")).isCertain).toBe(false);
});

test.each([
    "backend:\n  url: file:///states\n",
    "backend: # ours\n  url: file:///states\n",
    "backend:\n  insecure: true\n  url: 'file:///states'\n",
])("the backend is read with the line endings of every system: %j", (backend) => {
    expect(identify(project(backend))).toEqual(url);
    expect(identify(project(backend).replaceAll("\n", "\r\n"))).toEqual(url);
});

test("~ in a backend is the home of the user, also where only Windows names it", () => {
    const backend = project("backend:\n  url: file://~/states\n");
    const expected = identify(project("backend:\n  url: file:///me/states\n"));
    expect(identify(backend, { HOME: "/me" })).toEqual(expected);
    expect(identify(backend, { USERPROFILE: "/me" })).toEqual(expected);
});

test.each([
    ["s3://bucket/", "s3://bucket"],
    ["s3://bucket/states/?region=eu-de", "s3://bucket/states?region=eu-de"],
    ["https://api.pulumi.com/", "https://api.pulumi.com"],
])("a slash at the end of a backend makes no other one: %s", (withSlash, url) => {
    expect(identify(project(""), { PULUMI_BACKEND_URL: withSlash })).toEqual(
        identify(project(""), { PULUMI_BACKEND_URL: url }),
    );
    expect(identify(project(""), { PULUMI_BACKEND_URL: url })).not.toEqual(
        identify(project(""), { PULUMI_BACKEND_URL: `${url}s` }),
    );
});

test("nothing tells the organization of a hosted backend", () => {
    const hostedEnvironment = { PULUMI_BACKEND_URL: "https://api.pulumi.com", PULUMI_STACK: "acme/dev" };
    expect(identify(project(""), hostedEnvironment).isCertain).toBe(false);
});
