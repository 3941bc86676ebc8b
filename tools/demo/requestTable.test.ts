import { requestTable } from "./requestTable";

const projectId = "0e0e";
const look = {
    method: "GET",
    path: "/v1/0e0e/visualization-jobs/8992",
    status: 200,
    outcome: "answered",
    projectId,
};
const stop = { ...look, method: "POST", path: `${look.path}/stop` };

describe("the table of requests", () => {
    it("folds looks that are alike, and only those in a row", () => {
        const requests = [look, look, look, stop, look, look, { ...look, status: 404 }];
        expect(requestTable(requests, (line) => `**${line}**`)).toEqual([
            "GET     /v1/{project}/visualization-jobs/8992       200  ×3",
            "**POST    /v1/{project}/visualization-jobs/8992/stop  200**",
            "GET     /v1/{project}/visualization-jobs/8992       200  ×2",
            "GET     /v1/{project}/visualization-jobs/8992       404",
        ]);
    });

    it("tells how a request ended that got no answer", () => {
        const { method, path } = stop;
        expect(requestTable([{ method, path, projectId, outcome: "closed by client" }])).toEqual([
            "POST    /v1/{project}/visualization-jobs/8992/stop  closed by client",
        ]);
    });

    it("is empty without requests", () => {
        expect(requestTable([])).toEqual([]);
    });
});
