import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { agrees, answer, readCases } from "./case.ts";

// npm starts scripts in the project's folder; the files are named from where the caller stands.
const named = process.argv.slice(2).map((name) => resolve(process.env.INIT_CWD ?? ".", name));
const here = import.meta.dirname;
const files = named.length
  ? named
  : readdirSync(here)
      .filter((name) => name.endsWith(".json"))
      .map((name) => join(here, name));

let passed = 0;
let failed = 0;
for (const example of files.flatMap(readCases)) {
  const { got, why } = answer(example);
  if (agrees(example.expect, got)) {
    passed += 1;
    console.log(`ok ${example.id}`);
  } else {
    failed += 1;
    console.log(`FAIL ${example.id} expected ${JSON.stringify(example.expect)} got ${JSON.stringify(got)}${why ? ` (${why})` : ""}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
