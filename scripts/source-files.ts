import { readdirSync } from "node:fs";

const FOLDERS = ["app", "components", "i18n", "lib", "prisma", "scripts"];
const FILES = ["next.config.ts", "prisma.config.ts"];

/** Every file of the product that is code; what is generated is not ours. */
export function sourceFiles(): string[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  return [...inFolders, ...FILES].filter((path) => /\.(?:ts|tsx|mjs)$/.test(path) && !path.includes("/generated/"));
}
