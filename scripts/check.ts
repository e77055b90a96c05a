import { spawn } from "node:child_process";
import { runCommand } from "./run-command.ts";

const CHECKS = [
  { name: "format, lint, layers", command: ["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "--max-diagnostics=100"] },
  { name: "types", command: ["typescript/bin/tsc", "--noEmit", "--incremental", "false"], before: ["next/dist/bin/next", "typegen"] },
  { name: "patterns in linear time", command: ["../scripts/patterns.ts"] },
  { name: "dead code", command: ["knip/bin/knip.js"] },
  { name: "migrations in step with the schema", command: ["../scripts/diff.ts", "--check"] },
];

/** Runs every check, prints what each has to say, and fails when one does. */
await runCommand(async () => {
  const results = await Promise.all(
    CHECKS.map(async ({ name, command, before }) => {
      const prepared = before ? await run(before) : { ok: true, output: "" };
      const { ok, output } = prepared.ok ? await run(command) : prepared;
      console.log(`${ok ? "✓" : "✗"} ${name}${ok ? "" : `\n${output}`}`);
      return ok;
    }),
  );
  if (results.includes(false)) throw new Error(`${results.filter((ok) => !ok).length} of ${results.length} checks failed.`);
});

function run([program, ...args]: string[]): Promise<{ ok: boolean; output: string }> {
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args], { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  return new Promise((resolve) => child.on("close", (code) => resolve({ ok: code === 0, output })));
}
