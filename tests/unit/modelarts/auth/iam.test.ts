import { readTokenResponse, readProjectsResponse } from "../../../../provider/src/modelarts/auth/iam";
import { readJson } from "../../../../provider/src/modelarts/http/body";

const headers = { "x-subject-token": "fake-token" };
const tokenResponse = (token: string) => readTokenResponse(readJson(`{"token":${token}}`), headers);

test.each(['""', '".."', '"a/b"', '"p\\nq"', '"\\ud800"', "8.5", "1e400", "1e21", "9".repeat(400)])(
    "rejects the project ID %s",
    (id) => {
        const project = `{"id":${id},"name":"cn-north-4"}`;
        expect(readProjectsResponse(readJson(`{"projects":[${project}]}`))).toBeUndefined();
        expect(tokenResponse(`{"project":${project}}`)?.projectId).toBeUndefined();
    },
);
