import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parse } from "yaml";
import { escaped, follow, operationOf, type Pointed } from "./openapi/operation.ts";
import { closed, type Fields, isFields, type Json, strictDocument } from "./openapi/strict.ts";

const FOLDER = join(import.meta.dirname, "../../../shared/data/openapi");

/** An OpenAPI 3 document, made ready to hold requests and answers against it. */
export type Description = { document: Fields; requests: Ajv2020; answers: Ajv2020 };
/** `path` is without query, `body` the text as sent; of headers (lower-case names) those that the description names are looked at. */
export type SeenRequest = { method: string; path: string; query?: string; headers?: Record<string, string>; body?: string };
export type SeenAnswer = { method: string; path: string; status: number; body?: string };

/** A vendor's own description (JSON or YAML), or null where the folder of them does not exist; checks by it are skipped then. */
export function readDescription(file: string): Description | null {
  const path = join(FOLDER, file);
  return existsSync(path) ? describe(readFileSync(path, "utf8")) : null;
}

/** @param text - JSON, or YAML. */
export function describe(text: string): Description {
  const document = (text.startsWith("{") ? JSON.parse(text) : parse(text, { maxAliasCount: -1 })) as Fields;
  return { document, requests: checker(document, "request"), answers: checker(document, "answer") };
}

/** What is wrong with a request by the description: empty for one that the vendor accepts. Fields and parameters that it does not name are wrong, too. */
export function faultsOf(description: Description, { method, path, query = "", headers = {}, body = "" }: SeenRequest): string[] {
  const { document, requests } = description;
  const operation = operationOf(document, method, path);
  if (!operation) return [`${method} ${path} is not in the description`];
  const given = { query: queryOf(query), header: headers as Fields };
  const named = (place: "query" | "header") => operation.parameters.filter((parameter) => parameter.in === place);
  return [
    ...faultsIn(requests, parametersSchema(named("query"), false), given.query, "query"),
    ...faultsIn(requests, parametersSchema(named("header"), true), given.header, "header"),
    ...faultsOfBody(description, requests, operation.requestBody, body),
  ].map((fault) => `${method} ${path}: ${fault}`);
}

/** What is wrong with an answer by the description, so that a stand-in invents nothing. */
export function faultsOfAnswer({ document, answers }: Description, { method, path, status, body = "" }: SeenAnswer): string[] {
  const operation = operationOf(document, method, path);
  if (!operation) return [`${method} ${path} is not in the description`];
  const code = [String(status), `${String(status)[0]}XX`, "default"].find((known) => known in operation.responses);
  if (code === undefined) return [`${method} ${path} does not answer ${status}`];
  const response = follow(document, { pointer: `${operation.pointer}/responses/${code}`, value: operation.responses[code] as Fields });
  return faultsOfBody({ document }, answers, response, body).map((fault) => `${method} ${path} ${status}: ${fault}`);
}

function checker(document: Fields, for_: "request" | "answer"): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    unicodeRegExp: false,
    logger: false,
    coerceTypes: false,
  });
  formats.default(ajv);
  ajv.addSchema(strictDocument(document, for_), "description");
  return ajv;
}

function faultsOfBody({ document }: Pick<Description, "document">, ajv: Ajv2020, described: Pointed | undefined, body: string): string[] {
  const content = described?.value.content;
  const type = isFields(content) ? Object.keys(content).find((known) => known.includes("json")) : undefined;
  if (body === "") return described?.value.required === true ? ["a body is missing"] : [];
  if (!described || type === undefined) return ["no body is described"];
  const media = follow(document, { pointer: `${described.pointer}/content/${escaped(type)}`, value: (content as Fields)[type] as Fields });
  if (!("schema" in media.value)) return [];
  let read: Json;
  try {
    read = JSON.parse(body) as Json;
  } catch {
    return ["the body is no JSON"];
  }
  return faultsIn(ajv, { $ref: `description${media.pointer}/schema` }, read, "body");
}

/** Headers that nobody names are of the transport; parameters that nobody names are misspelt. */
function parametersSchema(parameters: Fields[], open: boolean): Fields {
  const nameOf = ({ name }: Fields) => (open ? String(name).toLowerCase() : String(name));
  const left = parameters.filter((parameter) => !open || !["authorization", "content-type", "accept"].includes(nameOf(parameter)));
  return {
    type: "object",
    properties: Object.fromEntries(left.map((parameter) => [nameOf(parameter), strictParameter(parameter.schema as Fields)])),
    required: left.filter(({ required }) => required === true).map(nameOf),
    additionalProperties: open,
  };
}

/** A reference in a parameter is to the document. */
const strictParameter = (schema: Fields): Fields =>
  typeof schema.$ref === "string" ? { $ref: `description${schema.$ref}` } : closed(schema, "request");

/** `a=1&b[c]=2&d=3&d=4` as `{ a: "1", b: { c: "2" }, d: ["3", "4"] }`, and figures as figures. */
function queryOf(query: string): Fields {
  const found: Fields = {};
  for (const [name, text] of new URLSearchParams(query)) {
    const [, outer, inner] = name.match(/^([^[\]]+)\[([^[\]]+)\]$/) ?? [];
    const value: Json = /^(true|false|\d{1,15})$/.test(text) ? (JSON.parse(text) as Json) : text;
    if (outer !== undefined && inner !== undefined) found[outer] = { ...(found[outer] as Fields | undefined), [inner]: value };
    else found[name] = name in found ? [found[name] ?? null, value].flat() : value;
  }
  return found;
}

const compiled = new WeakMap<Ajv2020, Map<string, ReturnType<Ajv2020["compile"]>>>();

function faultsIn(ajv: Ajv2020, schema: Fields, value: Json, where: string): string[] {
  const known = compiled.get(ajv) ?? new Map<string, ReturnType<Ajv2020["compile"]>>();
  compiled.set(ajv, known);
  const key = JSON.stringify(schema);
  const validate = known.get(key) ?? ajv.compile(schema);
  known.set(key, validate);
  if (validate(value)) return [];
  const faults = (validate.errors ?? []).filter(says).map((error) => `${where}${error.instancePath} ${worded(error)}`);
  return faults.length > MANY ? [...faults.slice(0, MANY), `and ${faults.length - MANY} more`] : faults;
}

/** Where none of a hundred choices fits, a few say enough. */
const MANY = 8;

/** That none of several choices fits is said by what is wrong with each. */
const says = ({ keyword }: ErrorObject) => keyword !== "anyOf";

function worded({ message = "", params, keyword }: ErrorObject): string {
  const name: unknown = params.unevaluatedProperty ?? params.additionalProperty ?? (keyword === "enum" ? params.allowedValues : undefined);
  return name === undefined ? message : `${message}: ${JSON.stringify(name)}`;
}
