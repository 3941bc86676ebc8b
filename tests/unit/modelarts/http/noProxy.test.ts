import { isExcludedFromProxy } from "../../../../provider/src/modelarts/http/noProxy";

const isExcluded = (host: string, entries: string) =>
    isExcludedFromProxy(new URL(`https://${host}/v1`), entries);

describe("NO_PROXY excludes", () => {
    test.each([
        ["example.org", "example.org"],
        ["modelarts.example.org", "example.org"],
        ["MODELARTS.example.org", "Example.ORG"],
        ["modelarts.example.org.", "example.org"],
        ["modelarts.example.org", ".example.org"],
        ["modelarts.example.org", "*.example.org"],
        ["modelarts.example.org", "localhost, example.org"],
        ["modelarts.example.org", "localhost example.org"],
        ["modelarts.example.org", "example.org:443"],
        ["modelarts.example.org:8443", "example.org:8443"],
        ["modelarts.example.org", "*"],
        ["modelarts.example.org", "localhost,*"],
        ["10.1.2.3", "10.1.2.3"],
        ["10.1.2.3", "10.0.0.0/8"],
        ["10.1.2.3:8443", "10.1.2.3:8443"],
        ["127.0.0.1", "127.0.0.0/8"],
        ["[fd00::1]", "fd00::/8"],
        ["[fd00::1]", "fd00:0::1"],
        ["[fd00::1]:8443", "[fd00::1]:8443"],
        ["localhost", "localhost"],
    ])("%s by %s", (host, entries) => {
        expect(isExcluded(host, entries)).toBe(true);
    });
});

describe("NO_PROXY does not exclude", () => {
    test.each([
        ["modelarts.example.org", ""],
        ["example.org", ".example.org"],
        ["example.org", "*.example.org"],
        ["myexample.org", "example.org"],
        ["modelarts.example.org", "modelarts.example"],
        ["modelarts.example.org", "example.org:8443"],
        ["modelarts.example.org:8443", "example.org:443"],
        ["11.1.2.3", "10.0.0.0/8"],
        ["10.1.2.3", "10.0.0.0/33"],
        ["10.1.2.3", "10.0.0.0/x"],
        ["10.1.2.3", "fd00::/8"],
        ["[fe80::1]", "fd00::/8"],
        ["127.0.0.1", "localhost"],
        ["localhost", "127.0.0.1"],
        ["localhost", "example.org"],
        ["example.org", ",, ,"],
    ])("%s by %j", (host, entries) => {
        expect(isExcluded(host, entries)).toBe(false);
    });
});
