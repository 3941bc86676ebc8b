import { findEngineProgram } from "./engineBuild";
import { playSeed } from "./history";
(async () => {
  const found: any = await findEngineProgram();
  const provider = process.argv[2] === "dyn" ? "dynamic resource" : "plugin";
  const from = Number(process.argv[3]), to = Number(process.argv[4]); const count = Number(process.argv[5] ?? 8);
  let commands = 0; const t = Date.now();
  for (let i = from; i < to; i++) {
    try {
      const r = await playSeed(found.file, provider as any, String(i), count);
      commands += r.commands.length;
      if (r.violations.length) console.log(i, r.commands.length, JSON.stringify(r.violations), "\n    ", r.commands.slice(-2).map((c: any) => c.kind + " " + JSON.stringify({ ...c, program: undefined })).join("\n     "));
    } catch (e: any) { console.log(i, "ERR", e.message.slice(0, 300)); }
  }
  console.log(commands, "commands", Date.now() - t, "ms");
  process.exit(0);
})();
