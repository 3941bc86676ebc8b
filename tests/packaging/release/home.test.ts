import { checkHome, homeFields, schemaFields } from "../../../tools/release/home";

const address = "https://github.com/owner/pulumi-modelarts";

test("the address of the repository gives all fields of package.json that name it", () => {
    expect(homeFields(checkHome(address), "provider")).toEqual({
        homepage: `${address}#readme`,
        bugs: { url: `${address}/issues` },
        repository: { type: "git", url: `git+${address}.git`, directory: "provider" },
    });
});

describe("the schema of a release", () => {
    const noSetting = { repository: "", owner: "owner", pluginDownloadURL: "" };
    const setting = { ...noSetting, pluginDownloadURL: "https://plugins.example.org" };
    const home = (repository: string) => ({ homepage: repository, repository });
    const elsewhere = "https://git.example.org/owner/name";
    const gitHub = { pluginDownloadURL: "github://api.github.com/owner/pulumi-modelarts" };

    test("names the releases at GitHub, where Pulumi finds the plugin of the SDKs", () => {
        expect(schemaFields(address, noSetting)).toEqual({ ...home(address), ...gitHub });
    });

    test("names what the setting says, whatever the repository is", () => {
        const { pluginDownloadURL } = setting;
        expect(schemaFields(address, setting)).toEqual({ ...home(address), pluginDownloadURL });
        expect(schemaFields(elsewhere, setting)).toEqual({ ...home(elsewhere), pluginDownloadURL });
    });

    test("names no place for a repository elsewhere", () => {
        expect(schemaFields(elsewhere, noSetting)).toEqual(home(elsewhere));
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
    expect(() => checkHome(text)).toThrow("is not of the form");
});
