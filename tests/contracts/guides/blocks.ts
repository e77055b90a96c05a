import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes what a guide tells an author to write into a copy of the product: each block of TypeScript begins with the path of its file. */
export function writeBlocks(guide: string, copy: string): void {
  for (const [, path, code] of readFileSync(`docs/${guide}.md`, "utf8").matchAll(/^```ts\n\/\/ (\S+)\n(.*?)^```$/gms)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), code);
  }
}
