import { noMessages } from "../../../provider/src/lifecycle/messages";
import { PluginProvider, typeToken } from "../../../provider/src/engine/plugin/provider";
import { useEmulator } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";
import { committedSchema, sortedNames } from "../../../tools/schema/committed";
import type { ObjectSpec, PropertySpec } from "../../../tools/schema/spec";

const emulator = useEmulator({ scheduleField: "time_unit", remainingDuration: "number" });

function plugin(): PluginProvider {
    const { modelarts, iam, region, projectId, accessKey, secretKey } = emulator().info;
    const provider = new PluginProvider(noMessages, { environment: {} });
    const endpoints = JSON.stringify({ modelarts, iam });
    provider.configure({ region, projectId, accessKey, secretKey, endpoints });
    return provider;
}

/**
 * Finds the properties that a value does not have, or has otherwise than its type says. None means that the value fits.
 */
function findMismatches(
    value: unknown,
    { properties, required = [] }: Omit<ObjectSpec, "description">,
): string[] {
    const result = value as Readonly<Record<string, unknown>>;
    const fits = ({ type }: PropertySpec, each: unknown): boolean =>
        type === "array" ? Array.isArray(each) : typeof each === type;
    const mismatches = Object.entries(result).filter(([name, each]) => {
        const property = properties[name];
        return property === undefined || !fits(property, each);
    });
    return [...required.filter((name) => result[name] === undefined), ...mismatches.map(([name]) => name)];
}

const lookup = committedSchema.functions["modelarts:index:getVisualizationJob"];
const list = committedSchema.functions["modelarts:index:getVisualizationJobs"];
const row = committedSchema.types["modelarts:index:getVisualizationJobsJob"] as ObjectSpec;

test("the plugin has what the schema has, and says so of anything else", async () => {
    expect(Object.keys(committedSchema.resources)).toEqual([typeToken]);
    emulator().makeJob({ id: 8992 });
    for (const token of Object.keys(committedSchema.functions))
        await plugin().invoke(token, token.endsWith("Job") ? { id: "8992" } : {});
    const { message } = await rejectionOf(plugin().invoke("modelarts:index:getAnother", {}));
    for (const token of Object.keys(committedSchema.functions)) expect(message).toContain(token);
});

test("lookups give what their types say, with all that the service reports of a job", async () => {
    emulator().makeJob({ id: 8992, name: "board-1", description: "text", hours: 4 });
    const one = await plugin().invoke("modelarts:index:getVisualizationJob", { name: "board-1" });
    expect(findMismatches(one, lookup?.outputs as ObjectSpec)).toEqual([]);
    const { jobs } = await plugin().invoke("modelarts:index:getVisualizationJobs", {});
    expect(findMismatches({ jobs }, list?.outputs as ObjectSpec)).toEqual([]);
    const [first] = jobs as object[];
    expect(findMismatches(first, row)).toEqual([]);
    expect(Object.keys(first ?? {}).sort()).toEqual(sortedNames(row.properties));
});
