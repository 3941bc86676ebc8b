import { Plugin, typeToken } from "../../../provider/src/engine/plugin/provider";
import { emulated } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";
import { committed, names } from "./committed";
import type { ObjectSpec, PropertySpec } from "../../../tools/schema/spec";

const emulator = emulated({ scheduleField: "time_unit", remainingDuration: "number" });

function plugin(): Plugin {
    const { modelarts, iam, region, projectId, accessKey, secretKey } = emulator().info;
    const configured = new Plugin(() => undefined, {});
    const endpoints = JSON.stringify({ modelarts, iam });
    configured.configure({ region, projectId, accessKey, secretKey, endpoints });
    return configured;
}

/** What a value does not have, or has otherwise than its type says; empty: it fits. */
function misfits(value: unknown, { properties, required = [] }: Omit<ObjectSpec, "description">): string[] {
    const given = value as Readonly<Record<string, unknown>>;
    const fits = ({ type }: PropertySpec, each: unknown): boolean =>
        type === "array" ? Array.isArray(each) : typeof each === type;
    const wrong = Object.entries(given).filter(([name, each]) => {
        const property = properties[name];
        return property === undefined || !fits(property, each);
    });
    return [...required.filter((name) => given[name] === undefined), ...wrong.map(([name]) => name)];
}

const lookup = committed.functions["modelarts:index:getVisualizationJob"];
const list = committed.functions["modelarts:index:getVisualizationJobs"];
const row = committed.types["modelarts:index:getVisualizationJobsJob"] as ObjectSpec;

test("the plugin has what the schema has, and says so of anything else", async () => {
    expect(Object.keys(committed.resources)).toEqual([typeToken]);
    emulator().makeJob({ id: 8992 });
    for (const token of Object.keys(committed.functions))
        await plugin().invoke(token, token.endsWith("Job") ? { id: "8992" } : {});
    const { message } = await rejectionOf(plugin().invoke("modelarts:index:getAnother", {}));
    for (const token of Object.keys(committed.functions)) expect(message).toContain(token);
});

test("what the look-ups give is what their types say, with all that the service tells of a job", async () => {
    emulator().makeJob({ id: 8992, name: "board-1", description: "text", hours: 4 });
    const one = await plugin().invoke("modelarts:index:getVisualizationJob", { name: "board-1" });
    expect(misfits(one, lookup?.outputs as ObjectSpec)).toEqual([]);
    const { jobs } = await plugin().invoke("modelarts:index:getVisualizationJobs", {});
    expect(misfits({ jobs }, list?.outputs as ObjectSpec)).toEqual([]);
    const [first] = jobs as object[];
    expect(misfits(first, row)).toEqual([]);
    expect(Object.keys(first ?? {}).sort()).toEqual(names(row.properties));
});
