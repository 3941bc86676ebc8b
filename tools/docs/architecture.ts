import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Room, rooms } from "../architecture/rooms";
import { fillParts, table } from "./fillParts";
import { root } from "./markdown";

/** The first part of a name: the rooms inside `modelarts` are one box in the picture. */
const boxOf = (name: string): string => name.split("/")[0] ?? name;

/** The arrows between the boxes of a list of rooms, each once, without those inside a box. */
function arrowsBetween(list: readonly Room[]): [from: string, to: string][] {
    const boxes = new Set(list.map(({ name }) => boxOf(name)));
    const arrows = list.flatMap(({ name, to }) => to.map((target) => `${boxOf(name)} ${boxOf(target)}`));
    return [...new Set(arrows)]
        .map((arrow) => arrow.split(" ") as [string, string])
        .filter(([from, to]) => from !== to && boxes.has(to));
}

const packageRooms = rooms.filter(({ path: files }) => files.startsWith("provider/"));

function picture(): string {
    const boxes = [...new Set(packageRooms.map(({ name }) => boxOf(name)))];
    const arrows = arrowsBetween(packageRooms).map(([from, to]) => `    ${from} --> ${to}`);
    return ["```mermaid", "flowchart TD", ...boxes.map((box) => `    ${box}`), ...arrows, "```"].join("\n");
}

function roomTable(list: readonly Room[]): string {
    return table(
        ["room", "what it is for", "may import"],
        list.map(({ name, purpose = "", to }) => [
            `\`${name}\``,
            purpose,
            to.map((target) => `\`${target}\``).join(", ") || "nothing",
        ]),
    );
}

/** docs/architecture.md with its picture and its tables made from the list that the linter enforces. */
export async function architecturePage(): Promise<string> {
    const file = "docs/architecture.md";
    return fillParts(file, await readFile(path.join(root, file), "utf8"), {
        picture,
        rooms: () => roomTable(packageRooms),
        "other rooms": () =>
            roomTable(
                rooms.filter(
                    ({ purpose, path: files }) => purpose !== undefined && !files.startsWith("provider/"),
                ),
            ),
    });
}
