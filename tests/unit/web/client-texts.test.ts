import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };

type Module = { kind: "server" | "client" | "shared"; imports: string[]; texts: string[] };

const modules = new Map<string, Module>();

test.each(globSync("app/**/{page,layout}.tsx"))("%s sends the texts that its client components use", (route) => {
  const sent = textsSentTo(route);
  for (const [name, user] of textsUsedBy(route))
    expect(sent.some((given) => name === given || name.startsWith(`${given}.`)) || user).toBe(true);
});

/** The names of texts, each with a client component that uses them, among all modules a route imports. */
function textsUsedBy(route: string): Map<string, string> {
  const used = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (path: string, inClient: boolean) => {
    if (seen.has(`${path} ${inClient}`)) return;
    seen.add(`${path} ${inClient}`);
    const { kind, imports, texts } = read(path);
    if (kind === "server") return;
    const onClient = inClient || kind === "client";
    if (onClient) for (const name of texts) used.set(name, path);
    for (const next of imports) visit(next, onClient);
  };
  visit(route, false);
  return used;
}

/** Those of the nearest layout that sends some: it replaces what layouts around it send. */
function textsSentTo(route: string): string[] {
  for (let folder = dirname(route); folder !== "."; folder = dirname(folder)) {
    const layout = join(folder, "layout.tsx");
    const source = existsSync(layout) ? readFileSync(layout, "utf8") : "";
    if (/<(ClientTexts|Document)/.test(source)) return ["common", ...namesIn(source)];
  }
  return [];
}

function namesIn(source: string): string[] {
  const lists = [...source.matchAll(/(?:names=\{|texts=\{|TEXTS = )\[([^\]]*)\]/g)];
  return lists.flatMap((list) => [...list[1].matchAll(/"([^"]+)"/g)].map((name) => name[1]));
}

function read(path: string): Module {
  const known = modules.get(path);
  if (known) return known;
  const source = readFileSync(path, "utf8");
  const directive = /^"use (server|client)"/.exec(source)?.[1] as "server" | "client" | undefined;
  const specifiers = [...source.matchAll(/(?:import|export)\s+(?!type)[^;]*?from "([^"]+)"|import\("([^"]+)"\)/g)];
  const found: Module = {
    kind: directive ?? "shared",
    imports: specifiers.map((match) => fileOf(path, match[1] ?? match[2])).filter((file) => /\.tsx?$/.test(file)),
    texts: textsNamedIn(source),
  };
  modules.set(path, found);
  return found;
}

/** As far as they can be read from the source: where a name is put together, all that begin like it. */
function textsNamedIn(source: string): string[] {
  const uses = [...source.matchAll(/(?:(\w+) = )?useTranslations\("([^"]+)"\)(?:\("([^"]+)"\))?/g)];
  return uses.flatMap(([, variable, names, name]) => {
    if (name) return `${names}.${name}`;
    const asked = [...source.matchAll(new RegExp(`\\b${variable}(?:\\.\\w+)?\\(|\\btextOf\\(${variable}, `, "g"))];
    return asked.map(({ index, 0: { length } }) => {
      const [, whole, beginning] = /^(?:"([^"]+)"|`([\w.]+)\.\$)/.exec(source.slice(index + length)) ?? [];
      return whole || beginning ? `${names}.${whole ?? beginning}` : names;
    });
  });
}

function fileOf(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return join(dirname(from), specifier);
  const [alias, target] = Object.entries(packageJson.imports).find(([name]) => specifier.startsWith(name.slice(0, -1))) ?? ["", ""];
  return alias ? join(target.slice(0, -1), specifier.slice(alias.length - 1)) : specifier;
}
