import { type Room, rooms } from "../architecture/rooms";
import { type Parts, table } from "./fillParts";

const packageRooms = rooms.filter(({ path }) => path.startsWith("provider/"));
const otherRooms = rooms.filter(
    ({ purpose, path }) => purpose !== undefined && !path.startsWith("provider/"),
);

/** Returns the first part of a name, since the rooms inside `modelarts` are one box in the picture. */
const boxOf = (name: string): string => name.split("/")[0] ?? name;

/** Draws the boxes, and each arrow between two of them once. */
function picture(): string {
    const boxes = new Set(packageRooms.map(({ name }) => boxOf(name)));
    const arrows = packageRooms.flatMap(({ name, to }) =>
        to
            .map(boxOf)
            .filter((target) => target !== boxOf(name) && boxes.has(target))
            .map((target) => `${boxOf(name)} --> ${target}`),
    );
    const lines = [...boxes, ...new Set(arrows)].map((line) => `    ${line}`);
    return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
}

function roomTable(list: readonly Room[]): string {
    const rows = list.map(({ name, purpose = "", to }) => [
        `\`${name}\``,
        purpose,
        to.map((target) => `\`${target}\``).join(", ") || "nothing",
    ]);
    return table(["room", "what it is for", "may import"], rows);
}

/** Contains the parts of docs/architecture.md that come from the list that the linter enforces. */
export const architectureParts: Parts = {
    picture: picture(),
    rooms: roomTable(packageRooms),
    "other rooms": roomTable(otherRooms),
};
