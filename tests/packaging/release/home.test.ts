import { checkHome, homeFields } from "../../../tools/release/home";
import { schemaFields, sdkNames } from "../../../tools/sdks/names";

const address = "https://github.com/owner/pulumi-modelarts";
const names = sdkNames("owner");

test("the address of the repository gives all fields of package.json that name it", () => {
    expect(homeFields(checkHome(address, names), "provider")).toEqual({
        homepage: `${address}#readme`,
        bugs: { url: `${address}/issues` },
        repository: { type: "git", url: `git+${address}.git`, directory: "provider" },
    });
});

describe("the schema", () => {
    const home = (repository: string) => ({ homepage: repository, repository });
    const elsewhere = "https://git.example.org/owner/name";
    const pluginDownloadURL = "https://plugins.example.org";

    test("names the releases at GitHub, where Pulumi finds the plugin of the SDKs", () => {
        expect(schemaFields({ repository: address, pluginDownloadURL: "" })).toEqual({
            ...home(address),
            pluginDownloadURL: "github://api.github.com/owner/pulumi-modelarts",
        });
    });

    test.each([address, elsewhere])("names what the setting says, with the repository %s", (repository) => {
        expect(schemaFields({ repository, pluginDownloadURL })).toEqual({
            ...home(repository),
            pluginDownloadURL,
        });
    });

    test("names no place for a repository elsewhere, and nothing where there is none", () => {
        expect(schemaFields({ repository: elsewhere, pluginDownloadURL: "" })).toEqual(home(elsewhere));
        expect(schemaFields({ repository: "", pluginDownloadURL: "" })).toEqual({});
        expect(schemaFields({ repository: "", pluginDownloadURL })).toEqual({ pluginDownloadURL });
    });
});

test.each([
    "owner/name",
    "git@github.com:owner/name.git",
    "http://github.com/owner/name",
    "https://github.com/owner",
    "https://github.com/owner/name.git",
    "https://github.com/owner/name/",
    "https://token@github.com/owner/name",
])("an address of another form is rejected: %s", (text) => {
    expect(() => checkHome(text, names)).toThrow("is not of the form");
});

test.each([
    "https://github.com/another/pulumi-modelarts",
    "https://github.com/owner/pulumi",
    "https://git.example.org/owner/pulumi-modelarts",
])("a repository in which Go does not find the module of the SDK is rejected: %s", (text) => {
    expect(() => checkHome(text, names)).toThrow(`cannot have the Go module ${names.goModule}`);
});
