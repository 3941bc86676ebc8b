import { succeed } from "../childProcess";
import { root } from "../../repository";

const script = `
const { runtime } = require("@pulumi/pulumi");
const listLoaded = () => ["typescript", "@npmcli/arborist"].filter((name) => require.resolve(name) in require.cache);
(async () => {
    const before = listLoaded();
    const { text } = await runtime.serializeFunction(() => 42);
    const paths = [...(await runtime.computeCodePaths()).keys()];
    console.log(JSON.stringify({ before, after: listLoaded(), text, paths }));
})();
`;

test("the SDK serialises callbacks with the packages that are loaded late", async () => {
    const lazily = ["--require", require.resolve("../lazyModules.cjs")];
    const [plain, lazy] = await Promise.all(
        [[], lazily].map(async (flags) => {
            const output = await succeed(process.execPath, [...flags, "-e", script], {
                cwd: root,
                timeoutMs: 60_000,
            });
            return JSON.parse(output) as Record<string, unknown>;
        }),
    );
    expect(plain).toMatchObject({ before: ["typescript", "@npmcli/arborist"] });
    expect(lazy).toEqual({ ...plain, before: [] });
    expect(plain?.["text"]).toContain("42");
});
