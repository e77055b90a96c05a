import { readFileSync } from "node:fs";
import { db } from "#lib/db/client.ts";
import { writeExports } from "#lib/exports/write-exports.ts";

/** A worker that only writes exports, until there are none; says how long that took, and the most memory that it held, in MB. */
const began = performance.now();
let parts = 0;
for (let done = 1; done > 0; parts += done) done = await writeExports(1);
const seconds = Math.round((performance.now() - began) / 100) / 10;
await db.$disconnect();
const [, most] = process.platform === "linux" ? (/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? []) : [];
console.log(JSON.stringify({ seconds, parts, most: most ? Math.round(Number(most) / 1024) : null }));
