import { parseCommand, parseMetadataAddress } from "../../../../provider/src/modelarts/config/issuers";
import { errorOf } from "../../../support/errors";

test.each([
    ["keys", ["keys"]],
    ["python3  keys.py --form json", ["python3", "keys.py", "--form", "json"]],
    [`"/my tools/keys" 'a "b"' "it's" --x="y z"`, ["/my tools/keys", 'a "b"', "it's", "--x=y z"]],
    ["keys ''", ["keys", ""]],
    ["env NAME=value keys", ["env", "NAME=value", "keys"]],
    ["C:\\tools\\keys.exe $HOME *.txt; rm", ["C:\\tools\\keys.exe", "$HOME", "*.txt;", "rm"]],
    ['["python3", "my keys.py", "it\'s"]', ["python3", "my keys.py", "it's"]],
])("splits the command %s without a shell", (text, command) => {
    expect(parseCommand(text)).toEqual(command);
});

test.each(["keys 'SECRET", 'keys "SECRET', '["SECRET"', "[]", '[""]', '""'])(
    "takes no command from %s",
    (text) => {
        const error = errorOf(() => parseCommand(text));
        expect(error.kind).toBe("settings");
        expect(error.message).toContain(
            "huaweicloud:credentialsCommand (or HW_CREDENTIALS_COMMAND) is no command",
        );
        expect(error.message).not.toContain("SECRET");
    },
);

test.each(["SECRET_KEY=topsecret python3 keys.py", "'KEY=top secret' keys", '["KEY=topsecret", "keys"]'])(
    "takes no variable before the program, and does not show it: %s",
    (text) => {
        const { kind, message } = errorOf(() => parseCommand(text));
        expect(kind).toBe("settings");
        expect(message).toContain("there is no shell");
        expect(message).toContain("env NAME=value python3 keys.py");
        expect(message).not.toMatch(/KEY|top|secret/);
    },
);

test("takes the address of the metadata from the environment, or the one of every machine", () => {
    expect(parseMetadataAddress({})).toBe("http://169.254.169.254");
    expect(parseMetadataAddress({ HW_METADATA_URL: "http://127.0.0.1:8080/" })).toBe("http://127.0.0.1:8080");
    expect(errorOf(() => parseMetadataAddress({ HW_METADATA_URL: "ftp://x" })).message).toContain(
        "HW_METADATA_URL is not a web address",
    );
});
