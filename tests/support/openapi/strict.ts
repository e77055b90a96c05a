export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Fields = { [name: string]: Json };

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Where what stands under a keyword is schemas by name, a list of them, or one. */
const NAMED = new Set(["properties", "patternProperties", "schemas"]);
const PARTS = new Set(["allOf", "anyOf", "oneOf"]);
const ONE = new Set(["items", "additionalProperties", "schema"]);

/**
 * An OpenAPI document as JSON Schema 2020-12 that knows no field but those it names: descriptions leave objects open, and a misspelt field would
 * pass. What has parts (`allOf` …) is closed around them, not each part by itself.
 */
export function strictDocument(document: Fields, for_: "request" | "answer"): Fields {
  return strictFields(document, for_);
}

function strictFields(value: Fields, for_: "request" | "answer"): Fields {
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, strictPart(name, part, for_)]));
}

function strictPart(name: string, part: Json, for_: "request" | "answer"): Json {
  if (name === "example" || name === "examples") return null;
  if (Array.isArray(part)) {
    return part.map((item) => (isFields(item) ? (PARTS.has(name) ? schemaOf(item, for_) : strictFields(item, for_)) : item));
  }
  if (!isFields(part)) return part;
  if (name === "schemas") return mapValues(part, (schema) => schemaOf(schema, for_));
  if (NAMED.has(name)) return mapValues(part, (schema) => closed(schema, for_));
  return ONE.has(name) ? closed(part, for_) : strictFields(part, for_);
}

const mapValues = (fields: Fields, change: (schema: Fields) => Json): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isFields(value) ? change(value) : value]));

/** A schema as a part of others: open, for its neighbours know other fields. */
function schemaOf(schema: Fields, for_: "request" | "answer"): Fields {
  const { nullable, oneOf, pattern, ...rest } = strictFields(schema, for_);
  // Closed or not, several of a description's choices may fit: which is meant only its prose says.
  const anyOf = oneOf ?? rest.anyOf;
  const saysNothing = ["properties", "required", "allOf", "additionalProperties"].every((keyword) => !(keyword in rest));
  const open = rest.type === "object" && saysNothing && !anyOf;
  const own = {
    ...rest,
    ...(anyOf !== undefined && { anyOf }),
    ...(typeof pattern === "string" && readable(pattern) && { pattern }),
    ...(open && { additionalProperties: true }),
    ...withoutTheOtherSide(rest, for_),
  };
  return nullable === true ? { anyOf: [own, { type: "null" }] } : own;
}

/** A schema that stands by itself: what it does not name is refused. */
export function closed(schema: Fields, for_: "request" | "answer"): Fields {
  const own = schemaOf(schema, for_);
  const composed = ["$ref", "properties", "allOf", "anyOf"].some((keyword) => keyword in own);
  return composed && !("additionalProperties" in own) ? { ...own, unevaluatedProperties: false } : own;
}

/** Whoever asks does not send what only the vendor says, and the vendor does not answer what only is sent. */
function withoutTheOtherSide({ properties, required }: Fields, for_: "request" | "answer"): Fields {
  const other = for_ === "request" ? "readOnly" : "writeOnly";
  if (!isFields(properties) || !Array.isArray(required)) return {};
  return {
    required: required.filter((name) => !(isFields(properties[String(name)]) && (properties[String(name)] as Fields)[other] === true)),
  };
}

/** Patterns are written for other engines, too. */
function readable(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}
