import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const IMPORT = /import\s+(type\s+)?([^"]*?)\s*from\s+"([^"]+)"/g;
/** How a gateway is asked for something. */
const ASKED =
  /\.(?:startCheckout|chargeSaved|lookUp|adjustments|listed|payouts|payoutLines|answerDispute|lookUpMethod|updatePayer|forgetMethod)(?:\?\.|!)?\(|\b(?:plugin|gateway)[!?]?\.(?:refund|cancel|test)(?:\?\.|!)?\(/;

type Module = { text: string; imports: Map<string, string> };
const modules = new Map<string, Module>();

/** A module with what it imports besides types, by the name that it has there. */
function read(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(join(ROOT, file), "utf8");
  const imports = new Map<string, string>();
  for (const [, type, names, from] of text.matchAll(IMPORT)) {
    const target = from.startsWith("#") ? from.slice(1) : from.startsWith(".") ? normalize(join(dirname(file), from)) : "";
    if (type || !/^(?:app|components|lib)\/.*\.tsx?$/.test(target) || target.includes("/generated/")) continue;
    for (const name of names.replace(/[{}]/g, "").split(","))
      if (name.trim() && !name.trim().startsWith("type "))
        imports.set(
          name
            .trim()
            .split(/\s+as\s+/)
            .at(-1)!,
          target,
        );
  }
  const module = { text: text.replace(IMPORT, ""), imports };
  modules.set(file, module);
  return module;
}

/** What a gateway does by itself, and the stores, are none of that; where a transfer goes is what an operator has written, and no request. */
const NOBODY = /^lib\/(?:payments\/gateways\/|stores\/|billing\/parts\/by-transfer\.ts)/;

/** Whether a module asks a gateway, itself or by what it imports. */
function asks(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file) || NOBODY.test(file)) return false;
  seen.add(file);
  const { text, imports } = read(file);
  return ASKED.test(text) || [...new Set(imports.values())].some((imported) => asks(imported, seen));
}

/**
 * The actions, routes and pages by which anybody can make us ask a gateway, as their imports say: "file name". An action is what it uses of its file's imports; a page's actions are
 * their own, and schemas ask nobody.
 */
export function waysToAGateway(): string[] {
  const files = readdirSync(join(ROOT, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)(?:actions|route|page)\.tsx?$/.test(file))
    .map((file) => join("app", file));
  return files.flatMap((file) => exportsOf(file).flatMap(({ name, text }) => (leads(file, text) ? [`${file} ${name}`.trim()] : []))).sort();
}

function exportsOf(file: string): { name: string; text: string }[] {
  const { text } = read(file);
  if (!file.endsWith("/actions.ts")) return [{ name: "", text }];
  return text
    .split(/^export (?:async )?(?:const|function) /m)
    .slice(1)
    .map((part) => ({ name: part.match(/^\w+/)![0], text: part }));
}

function leads(file: string, text: string): boolean {
  const used = [...read(file).imports].filter(
    ([name, from]) => !/Input$/.test(name) && !from.endsWith("/actions.ts") && new RegExp(`\\b${name}\\b`).test(text),
  );
  return used.some(([, from]) => asks(from));
}
