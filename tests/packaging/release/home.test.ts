import { checkHome, homeFields } from "../../../tools/release/home";

const address = "https://github.com/owner/pulumi-modelarts";

test("the address of the repository gives all fields of package.json that name it", () => {
    expect(homeFields(checkHome(address), "provider")).toEqual({
        homepage: `${address}#readme`,
        bugs: { url: `${address}/issues` },
        repository: { type: "git", url: `git+${address}.git`, directory: "provider" },
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
