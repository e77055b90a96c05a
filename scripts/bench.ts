import { withStage } from "./bench/stage.ts";
import { runCommand } from "./run-command.ts";

/** The use cases come first: once the server runs, its worker sends the messages that they queue, at the cost of whatever is measured. */
const NAMES = ["checkout", "webshop", "webhooks", "pages", "renewals", "lighthouse", "bare-clone"];

/**
 * How fast the product is beside what this machine can do at all, measured in the same run, the two in turn.
 * `npm run bench` measures everything, `npm run bench -- webhooks` one part. A JSON line each; targets are shares of the machine's own limit,
 * or, of `lighthouse`, its scores.
 */
await runCommand(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !NAMES.includes(name));
  if (unknown) throw new Error(`There is no benchmark "${unknown}". Say one of: ${NAMES.join(", ")}.`);
  const chosen = asked.length > 0 ? asked : NAMES;
  await withStage(async (stage) => {
    for (const name of chosen) {
      const { measure } = await import(`./bench/${name}.ts`);
      await measure(stage, (line: object) => console.log(JSON.stringify({ bench: name, ...line })));
    }
  });
});
