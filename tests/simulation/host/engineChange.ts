import { appendFile, copyFile, cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { run } from "../../../tools/engine/childProcess";

interface Change {
    readonly file: string;
    /** A text that the file has once. */
    readonly search: string;
    readonly replacement: string;
    /** What is added at the end of the file. */
    readonly addition: string;
}

/** What the engine leaves to chance, and how it depends on its source of random bytes, or on nothing, instead. */
const changes: readonly Change[] = [
    {
        // Resources that do not depend on each other are deleted in the order of a Go map.
        file: "resource/deploy/step_generator.go",
        search: "\t\tfor res := range condemned.Iter() {\n",
        replacement: [
            "\t\tfor _, step := range shuffleRepeatably(deleteSteps) {",
            "\t\t\tres := step.Res()",
            "\t\t\tif !condemned.Contains(res) {",
            "\t\t\t\tcontinue",
            "\t\t\t}",
            "",
        ].join("\n"),
        addition: `
// shuffleRepeatably gives steps in an order that depends on the source of random bytes only.
func shuffleRepeatably(steps []Step) []Step {
	shuffled := slices.Clone(steps)
	for i := len(shuffled) - 1; i > 0; i-- {
		random := make([]byte, 1)
		_, err := cryptorand.Read(random)
		contract.AssertNoErrorf(err, "failed to generate random byte")
		j := int(random[0]) % (i + 1)
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	}
	return shuffled
}
`,
    },
    {
        // A cancelled engine that has a registration to handle may handle it or end. Here it ends.
        file: "resource/deploy/deployment_executor.go",
        search: "\t\t\tselect {\n\t\t\tcase event := <-stepGenEvents:\n",
        replacement: [
            "\t\t\tif ctx.Err() != nil {",
            "\t\t\t\treturn callerCtx.Err() != nil, nil",
            "\t\t\t}",
            "\t\t\tselect {",
            "\t\t\tcase event := <-stepGenEvents:",
            "",
        ].join("\n"),
        addition: "",
    },
];
const engineModule = "github.com/pulumi/pulumi/pkg/v3";

/** The changes of the engine's sources as a text: a build with other changes is another build. */
export const changeOfEngine = JSON.stringify(changes);

function belongsToBuild(source: string): boolean {
    return !source.endsWith("_test.go") && path.basename(source) !== "testdata";
}

/**
 * Calls `build` with an environment in which Go compiles a copy of the engine with the change above, in place of the
 * module. The copy is in `folder` for that time.
 */
export async function withChangedEngine(
    program: string,
    folder: string,
    env: NodeJS.ProcessEnv,
    build: (env: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
    const options = { cwd: program, env: { ...env, GOWORK: "off" }, timeoutMs: 10 * 60_000 };
    const { code, stdout, stderr } = await run("go", ["mod", "download", "-json", engineModule], options);
    if (code !== 0) throw new Error(`go mod download has no ${engineModule}: ${stderr}${stdout}`);
    const { Dir: original } = JSON.parse(stdout) as { Dir: string };

    const copy = path.join(folder, "pulumi");
    const modFile = path.join(folder, "changed.mod");
    const sumFile = path.join(folder, "changed.sum");
    await cp(original, copy, { recursive: true, mode: 0, filter: belongsToBuild });
    await run("chmod", ["-R", "u+w", copy], options);
    for (const { file, search, replacement, addition } of changes) {
        const target = path.join(copy, file);
        const text = await readFile(target, "utf8");
        if (text.split(search).length !== 2)
            throw new Error(`${file} is not the file that the change is for.`);
        await writeFile(target, text.replace(search, replacement) + addition);
    }
    await copyFile(path.join(program, "go.mod"), modFile);
    await appendFile(modFile, `\nreplace ${engineModule} => ${copy}\n`);
    await copyFile(path.join(program, "go.sum"), sumFile);
    await build({ ...env, GOFLAGS: `${env.GOFLAGS ?? ""} -modfile=${modFile}`.trim() });
    for (const leftover of [copy, modFile, sumFile]) await rm(leftover, { recursive: true, force: true });
}
