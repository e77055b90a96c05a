import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operationOf } from "../openapi/operation.ts";
import type { Fields } from "../openapi/strict.ts";
import { type Parameter, readParameters } from "./form.ts";
import { withNewer } from "./newer.ts";

export type Schema = {
  type?: string;
  nullable?: boolean;
  pattern?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  maxLength?: number;
  required?: string[];
  $ref?: string;
};
type Content = Record<string, { schema: Schema }>;
type Operation = {
  parameters: { name: string; in: string; schema: Schema; required?: boolean }[];
  requestBody?: { value: { content: Content } };
  responses: Record<string, { content: Content }>;
};
export type Description = {
  paths: Record<string, Record<string, { requestBody?: { content: Content } }>>;
  components: { schemas: Record<string, Schema> };
};

const FILE = join(import.meta.dirname, "../../../../shared/data/openapi/stripe.json");

let read: Description | null | undefined;

/** Stripe's own description of its API, or null where that folder does not exist; the checks are skipped then. */
export function stripeDescription(): Description | null {
  if (read === undefined) {
    read = existsSync(FILE) ? withNewer(JSON.parse(readFileSync(FILE, "utf8")) as Description) : null;
    if (!read) console.warn("Stripe's description is not here: its requests are not held against it.");
  }
  return read;
}

export function operationIn(description: Description, method: string, path: string): Operation | undefined {
  return operationOf(description as unknown as Fields, method, path) as unknown as Operation | undefined;
}

/** What is wrong with a request according to the description: empty for one that Stripe accepts. */
export function faultsOf(description: Description, method: string, path: string, query: string, body: string): string[] {
  const operation = operationIn(description, method, path);
  if (!operation) return [`${method} ${path} is not in the description`];
  const inQuery = operation.parameters.filter((parameter) => parameter.in === "query");
  const querySchema: Schema = {
    properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
    additionalProperties: false,
  };
  const content = operation.requestBody?.value.content;
  const bodySchema = (content?.["application/x-www-form-urlencoded"] ?? content?.["multipart/form-data"])?.schema ?? {
    additionalProperties: false,
  };
  return [...faultsIn(readParameters(query), querySchema), ...faultsIn(readParameters(body), bodySchema)];
}

function faultsIn(parameters: Parameter[], schema: Schema): string[] {
  const given = new Set(parameters.map(({ path }) => path[0]));
  const missing = (schema.required ?? []).filter((name) => !given.has(name)).map((name) => `${name} is missing`);
  const wrong = parameters
    .filter(({ path, value }) => !fits(schema, path, value))
    .map(({ path, value }) => `${path.join(".")}=${value} is not accepted`);
  return [...missing, ...wrong];
}

function fits(schema: Schema, [name, ...rest]: string[], value: string): boolean {
  if (schema.anyOf) return schema.anyOf.some((choice) => fits(choice, name === undefined ? [] : [name, ...rest], value));
  if (name === undefined) return fitsLeaf(schema, value);
  if (schema.type === "array") return /^\d*$/.test(name) && fits(schema.items ?? {}, rest, value);
  const property = schema.properties?.[name];
  if (property) return fits(property, rest, value);
  return typeof schema.additionalProperties === "object" && fits(schema.additionalProperties, rest, value);
}

function fitsLeaf({ type, enum: choices, maxLength, properties }: Schema, value: string): boolean {
  if (choices) return choices.includes(value);
  if (type === "integer") return /^-?\d+$/.test(value);
  if (type === "boolean") return value === "true" || value === "false";
  if (type === "string") return value.length <= (maxLength ?? Number.POSITIVE_INFINITY);
  return type === "number" ? !Number.isNaN(Number(value)) : !properties;
}
