import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes what a guide tells an author to write into a folder: each block of TypeScript begins with the name of its file. */
export function writeBlocks(guide: string, folder: string, placed: (code: string) => string = (code) => code): void {
  mkdirSync(folder);
  for (const [, name, code] of readFileSync(`docs/${guide}.md`, "utf8").matchAll(/^```ts\n\/\/ (\S+)\n(.*?)^```$/gms))
    writeFileSync(join(folder, name), placed(code));
}
