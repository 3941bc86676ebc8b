import { findEngineProgram } from "./engineBuild";
import { playSeed, playCommands } from "./history";
import { shrink } from "./shrink";
(async () => {
  const found: any = await findEngineProgram();
  const provider: any = process.argv[2] === "dyn" ? "dynamic resource" : "plugin";
  const from = Number(process.argv[3]), to = Number(process.argv[4]); const count = Number(process.argv[5] ?? 8); const sh = process.argv[6] !== "no";
  let commands = 0; const t = Date.now();
  for (let i = from; i < to; i++) {
    try {
      const r = await playSeed(found.file, provider, String(i), count);
      commands += r.commands.length;
      if (r.violations.length) {
        console.log(i, r.commands.length, JSON.stringify(r.violations));
        if (sh) {
        const rule = r.violations[0]!.rule;
        const small = await shrink(r.commands, async (c) => { try { return (await playCommands(found.file, provider, String(i), c)).violations.some((v) => v.rule === rule); } catch { return false; } }, 120);
        const last = await playCommands(found.file, provider, String(i), small);
        console.log("   =>", JSON.stringify(last.violations), "\n    ", small.map((c) => JSON.stringify(c)).join("\n     "));
        }
      }
    } catch (e: any) { console.log(i, "ERR", e.message.slice(0, 300)); }
  }
  console.log(commands, "commands", Date.now() - t, "ms");
  process.exit(0);
})();
