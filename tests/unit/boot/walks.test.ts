import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const [, walks] = readFileSync("docs/map.md", "utf8").split("## Five walks");

it.each(
  walks
    .split(/\n\*\*/)
    .slice(1)
    .map((walk) => [walk.slice(0, walk.indexOf("*")), walk]),
)("%s goes through its files in order, none twice, as the map has it", (_, walk) => {
  const steps = walk.split(/\n\d\. /).slice(1);
  const seen: string[] = [];
  for (const step of steps) {
    for (const [place, name] of [...step.matchAll(/`([^`]+\/[^`]+)`/g)].map(([, name]) => name).entries()) {
      const path = pathOf(name);
      expect(seen, name).not.toContain(path);
      const isBeginning = place === 0;
      const isPlugIn = /\/(gateways|channels)\//.test(path); // known by its registry only
      if (!isBeginning && !isPlugIn)
        expect(
          seen.some((earlier) => leadsTo(earlier, path)),
          `what leads to ${name}`,
        ).toBe(true);
      seen.push(path);
    }
  }
  expect(seen.length).toBeGreaterThan(4);
});

/** A file or, where the map says `*` or names a plug-in, a folder. */
function pathOf(name: string): string {
  const bare = name.replace(/\/\*$/, "");
  const found = [bare, `lib/${bare}.ts`, `lib/billing/${bare}.ts`, `${bare}.ts`, `lib/${bare}`].find((path) => existsSync(path));
  if (!found) throw new Error(`The map names ${name}, which is not there.`);
  return found;
}

function leadsTo(from: string, to: string): boolean {
  const files = statSync(from).isDirectory()
    ? readdirSync(from)
        .map((file) => join(from, file))
        .filter((file) => statSync(file).isFile())
    : [from];
  return files.some((file) => {
    const imports = [...readFileSync(file, "utf8").matchAll(/from "([^"]+)"/g)].map(([, name]) =>
      name.startsWith(".") ? join(file, "..", name) : name.replace(/^#lib\//, "lib/").replace(/^#/, ""),
    );
    return imports.some((name) => name === to || name.startsWith(`${to}/`));
  });
}
