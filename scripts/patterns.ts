import { readFileSync } from "node:fs";
import { check } from "recheck";
import { type Pattern, readPatterns } from "./read-patterns.ts";
import { runCommand } from "./run-command.ts";
import { sourceFiles } from "./source-files.ts";

const AT_ONCE = 2;

/**
 * Holds every regular expression of the product to linear time: one that looks at a text again and again can be made to freeze the server
 * by whoever writes the text. Patterns made of strings could not be looked at here, so there are none.
 * Those of tests read what we wrote ourselves.
 */
await runCommand(async () => {
  const found = sourceFiles().map((file) => readPatterns(file, readFileSync(file, "utf8")));
  const patterns = [...new Map(found.flatMap((file) => file.patterns).map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]))];
  const faults = found.flatMap((file) => file.faults);
  const lane = async () => {
    for (let next = patterns.shift(); next; next = patterns.shift()) {
      const fault = await faultOf(next[1]);
      if (fault) faults.push(`${next[1].where}: ${next[0]} ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (faults.length > 0) throw new Error(faults.join("\n"));
});

/** Null for one that is linear; what cannot be told in time counts as not. */
async function faultOf({ source, flags }: Pattern): Promise<string | null> {
  const result = await check(source, flags, { timeout: 60_000 });
  if (result.status === "safe") return null;
  return `is ${result.status === "vulnerable" ? result.complexity.summary : "too hard to tell"}, not linear`;
}
