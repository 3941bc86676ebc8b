import { parseEndpoint } from "./endpoints";
import { describeSetting } from "./settingNames";
import { settingError } from "./settingRules";
import type { Environment } from "./sources";

/** What issues credentials when they are asked for, and again when they have expired. */
export type Issuer =
    | { readonly kind: "command"; readonly command: readonly [program: string, ...args: string[]] }
    | {
          readonly kind: "metadata";
          /** It has no last slash. */
          readonly address: string;
      };

/** The arguments of a command may hold secrets, and are not shown. */
export function describeIssuer(issuer: Issuer): string {
    return issuer.kind === "command"
        ? `the command "${issuer.command[0]}"`
        : `the metadata address ${issuer.address}`;
}

/**
 * Returns the program and its arguments. The text is a JSON list of them, or the program with arguments at blanks; a
 * part in single or double quotes stays whole. No shell reads it, so that nothing in it is a variable, a pattern or a
 * second command.
 *
 * @throws {settings} where the text is neither, or begins with a variable as in a shell.
 */
export function parseCommand(text: string): readonly [program: string, ...args: string[]] {
    const [program, ...args] = text.startsWith("[") ? parseList(text) : splitWords(text);
    if (program === undefined || program === "") throw commandError();
    if (/^\w+=/.test(program)) throw assignmentError();
    return [program, ...args];
}

function parseList(text: string): string[] {
    try {
        const list: unknown = JSON.parse(text);
        if (Array.isArray(list)) return list.map(String);
    } catch {
        // The error names the setting.
    }
    throw commandError();
}

function splitWords(text: string): string[] {
    const isWhole = /^(?:"[^"]*"|'[^']*'|[^"'])*$/.test(text);
    if (!isWhole) throw commandError();
    const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
    return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

/** The command may hold a secret among its arguments, and stays out of the message. */
function commandError() {
    return settingError(
        `${describeSetting("credentialsCommand")} is no command`,
        'Write a program and its arguments, such as `python3 keys.py`, or as JSON: ["python3", "my keys.py"].',
    );
}

/** The value of the variable may be a secret, and stays out of the message. */
function assignmentError() {
    return settingError(
        `${describeSetting("credentialsCommand")} begins with a variable, and there is no shell to set it`,
        "Set the variable in the environment, or begin with the program env: `env NAME=value python3 keys.py`.",
    );
}

/**
 * Returns the address where a machine of the cloud gets its metadata.
 *
 * @throws {settings} where the variable is not a web address.
 */
export function parseMetadataAddress(environment: Environment): string {
    const text = environment["HW_METADATA_URL"]?.trim() ?? "";
    const address = parseEndpoint(text === "" ? "http://169.254.169.254" : text);
    if (address !== undefined) return address;
    throw settingError(
        "HW_METADATA_URL is not a web address",
        "Set it to one like http://169.254.169.254, or unset it.",
    );
}
