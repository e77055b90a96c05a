import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Parameter, readParameters } from "./form.ts";

type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  maxLength?: number;
  required?: string[];
  $ref?: string;
};
type Operation = {
  parameters?: { name: string; in: string; schema: Schema; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type Description = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

const FILE = join(import.meta.dirname, "../../../../shared/data/openapi/stripe.json");

let read: Description | undefined;

/** Stripe's own description of its API, or null where that folder does not exist; the checks are skipped then. */
export function stripeDescription(): Description | null {
  if (!existsSync(FILE)) return null;
  read ??= withPlaces(JSON.parse(readFileSync(FILE, "utf8")) as Description);
  return read;
}

/**
 * The description at hand is older than the version that the plug-in speaks: it knows Stripe's page alone. What is added is what the installed SDK's types say
 * (`Checkout.SessionCreateParams`), which come of the newer description; `operations.ts` holds which goes with which.
 */
function withPlaces(description: Description): Description {
  const session = description.components.schemas["checkout.session"].properties;
  const create = description.paths["/v1/checkout/sessions"].post.requestBody?.content["application/x-www-form-urlencoded"].schema;
  if (!session || !create?.properties) throw new Error("the description knows no Checkout Session");
  const places: Record<string, Schema> = {
    ui_mode: { type: "string", enum: ["elements", "embedded_page", "form", "hosted_page"] },
    return_url: { type: "string", maxLength: 5000 },
  };
  create.properties.adaptive_pricing = { properties: { enabled: { type: "boolean" } }, additionalProperties: false };
  Object.assign(create.properties, places);
  create.required = create.required?.filter((name) => name !== "success_url");
  Object.assign(session, places, { client_secret: { type: "string", maxLength: 5000 } });
  return description;
}

/** What is wrong with a request according to the description: empty for one that Stripe accepts. */
export function faultsOf({ paths }: Description, method: string, path: string, query: string, body: string): string[] {
  const template = Object.keys(paths).find((known) => new RegExp(`^${known.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(path));
  const operation = template && paths[template][method.toLowerCase()];
  if (!operation) return [`${method} ${path} is not in the description`];
  const inQuery = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  const querySchema: Schema = {
    properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
    additionalProperties: false,
  };
  const content = operation.requestBody?.content;
  const bodySchema = (content?.["application/x-www-form-urlencoded"] ?? content?.["multipart/form-data"])?.schema ?? {
    additionalProperties: false,
  };
  return [...faultsIn(readParameters(query), querySchema), ...faultsIn(readParameters(body), bodySchema)];
}

/** Fields of a payload that the description does not know, so that the stand-in invents none. */
export function unknownFields({ components }: Description, kind: string, payload: object): string[] {
  const known = components.schemas[kind]?.properties ?? {};
  return Object.keys(payload).filter((field) => !(field in known));
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
