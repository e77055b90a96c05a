import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import SaxonJS from "saxon-js";
import { validateXML } from "xmllint-wasm";

const FOLDER = join(import.meta.dirname, "electronic-invoices");
const unpacked = (name: string) => JSON.parse(gunzipSync(readFileSync(join(FOLDER, name))).toString("utf8"));

let schemas: Record<string, string> | undefined;
const rules = new Map<string, unknown>();

export type Syntax = "ubl" | "cii";

/** What the published schemas and the rules of EN 16931 have against a document; empty: nothing. */
export async function faultsOf(xml: string, syntax: Syntax): Promise<string[]> {
  const wrong = await againstSchema(xml, syntax);
  return wrong.length > 0 ? wrong : againstRules(xml, syntax);
}

const ENTRY = {
  ubl: (xml: string) => `ubl/maindoc/UBL-${xml.includes("<CreditNote ") ? "CreditNote" : "Invoice"}-2.1.xsd`,
  cii: () => "cii/data/standard/CrossIndustryInvoice_100pD16B.xsd",
};

/** The validator knows one flat folder: each schema refers to the others by their names alone. */
async function againstSchema(xml: string, syntax: Syntax): Promise<string[]> {
  schemas ??= unpacked("schemas.json.gz") as Record<string, string>;
  const flat = Object.entries(schemas).filter(([path]) => path.startsWith(`${syntax}/`));
  const entry = ENTRY[syntax](xml);
  const file = (path: string, text: string) => ({
    fileName: path.slice(path.lastIndexOf("/") + 1),
    contents: text.replace(/schemaLocation="[^"]*\/([^"/]+)"/g, 'schemaLocation="$1"'),
  });
  const { valid, errors } = await validateXML({
    xml: { fileName: "document.xml", contents: xml },
    schema: [file(entry, schemas[entry])],
    preload: flat.flatMap(([path, text]) => (path === entry ? [] : [file(path, text)])),
    initialMemoryPages: 2048,
    maxMemoryPages: 8192,
  });
  return valid ? [] : errors.map(({ message }) => message);
}

async function againstRules(xml: string, syntax: Syntax): Promise<string[]> {
  const stylesheet = rules.get(syntax) ?? unpacked(`${syntax}.sef.json.gz`);
  rules.set(syntax, stylesheet);
  const { principalResult } = await SaxonJS.transform(
    { stylesheetInternal: stylesheet, sourceText: xml, destination: "serialized" },
    "async",
  );
  const failed = [...String(principalResult).matchAll(/<svrl:failed-assert(.*?)<\/svrl:failed-assert>/gs)];
  return failed.map(([, assert]) => /<svrl:text[^>]*>(.*?)<\/svrl:text>/s.exec(assert)?.[1].trim().replace(/\s+/g, " ") ?? assert);
}
