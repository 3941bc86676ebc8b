import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { boardsOf } from "./boards";

/** What the program asks for, by the name of the resource. */
const inputsByName = new Map<string, Record<string, unknown>>();
let urls: (string | undefined)[];

before(async () => {
    await pulumi.runtime.setMocks({
        // In place of the service: takes whatever comes, and gives a job an ID and an address.
        newResource: ({ name, inputs }) => {
            inputsByName.set(name, inputs as Record<string, unknown>);
            const state = { visualizationId: "8992", serviceUrl: `https://boards.example.org/${name}/` };
            return { id: "8992", state: { ...(inputs as object), ...state } };
        },
        call: ({ inputs }) => inputs as object,
    });
    const boards = boardsOf(["resnet", "bert"]);
    urls = await valueOf(pulumi.all(boards.map(({ serviceUrl }) => serviceUrl)));
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => {
        output.apply(resolve);
    });
}

test("each experiment has one board, which reads its logs", () => {
    const folders = [...inputsByName].map(([name, { trainUrl }]) => [name, trainUrl]);
    assert.deepEqual(folders, [
        ["resnet", "obs://experiments/resnet/logs/"],
        ["bert", "obs://experiments/bert/logs/"],
    ]);
});

test("no board runs longer than a working day", () => {
    for (const [name, { autoStopHours }] of inputsByName)
        assert.ok(typeof autoStopHours === "number" && autoStopHours <= 8, name);
});

test("a board says which program and stack made it", () => {
    for (const { description } of inputsByName.values()) assert.equal(description, "made by project, stack");
});

test("the program knows the address of each board", () => {
    assert.deepEqual(urls, ["https://boards.example.org/resnet/", "https://boards.example.org/bert/"]);
});
