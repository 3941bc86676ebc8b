import { readDocument } from "../../tools/docs/markdown";

/** The methods of the Python SDK's job. */
const calls = [
    "create_visualization_job",
    "delete_visualization_job",
    "get_visualization_job_info",
    "get_visualization_job_list",
    "get_visualization_job_object_list",
    "restart_visualization_job",
    "stop_visualization_job",
    "update_visualization_job",
];

test.each(["docs/migration-from-python-sdk.md", "examples/python-sdk-migration/README.md"])(
    "%s has a replacement for every call of the Python SDK, in a program and in a script",
    (file) => {
        const rows = readDocument(file).tables.flatMap((table) => table.rows);
        const methods = rows.flatMap(([python = "", program = "", script = ""]) =>
            program === "" || script === "" ? [] : (python.match(/\b[a-z_]*visualization_job\w*/g) ?? []),
        );
        expect([...new Set(methods)].sort()).toEqual(calls);
        expect(
            rows.flatMap(
                ([python = ""]) => python.match(/VisualizationJob\(session, visualization_id/) ?? [],
            ),
        ).toHaveLength(1);
    },
);
