import { type Description, operationIn, type Schema } from "./description.ts";

type Seen = { method: string; path: string; status: number; text: string };

/**
 * What is wrong with an answer by the description: empty for one that Stripe could give. Fields that it does not name are wrong, too. Its schemas name each
 * other all around, so that a compiler of schemas would take seconds over the first answer: they are walked with the answer instead.
 */
export function faultsOfAnswer(description: Description, { method, path, status, text }: Seen): string[] {
  const responses = operationIn(description, method, path)?.responses;
  // All operations refuse alike, and so does what is none.
  const schema = responses && (responses[status] ?? responses.default).content["application/json"].schema;
  return faultsAt(description, schema ?? { $ref: "#/components/schemas/error" }, JSON.parse(text), "answer");
}

function faultsAt(description: Description, schema: Schema, value: unknown, where: string): string[] {
  if (schema.$ref) return faultsAt(description, componentOf(description, schema.$ref), value, where);
  if (value === null) return schema.nullable ? [] : [`${where} is null`];
  if (schema.anyOf) return faultsOfChoices(description, schema.anyOf, value, where);
  if (!isOfType(schema, value)) return [`${where} is no ${schema.type}: ${shown(value)}`];
  if (Array.isArray(value)) return value.flatMap((item, at) => faultsAt(description, schema.items ?? {}, item, `${where}.${at}`));
  if (typeof value === "object") return faultsOfFields(description, schema, value as Record<string, unknown>, where);
  const isKnown = !schema.enum || schema.enum.includes(String(value));
  return isKnown && isWithin(schema, String(value)) ? [] : [`${where} is not accepted: ${shown(value)}`];
}

function componentOf({ components }: Description, reference: string): Schema {
  const schema = components.schemas[reference.slice("#/components/schemas/".length)];
  if (!schema) throw new Error(`the description has no ${reference}`);
  return schema;
}

/** Where none fits of the choices that were meant, the one with the fewest faults says why. */
function faultsOfChoices(description: Description, choices: Schema[], value: unknown, where: string): string[] {
  const followed = choices.map((choice) => (choice.$ref ? componentOf(description, choice.$ref) : choice));
  const meant = followed.filter((choice) => isOfType(choice, value) && isOfKind(choice, value));
  if (meant.length === 0) return [`${where} is none of what it can be: ${shown(value)}`];
  const faults = meant.map((choice) => faultsAt(description, choice, value, where));
  return faults.reduce((fewest, others) => (others.length < fewest.length ? others : fewest));
}

/** Every object of Stripe's says what it is. */
function isOfKind({ properties }: Schema, value: unknown): boolean {
  const kinds = properties?.object?.enum;
  return !kinds || kinds.includes((value as { object: string }).object);
}

function isOfType({ type }: Schema, value: unknown): boolean {
  if (type === undefined) return true;
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  return typeof value === type && !Array.isArray(value);
}

function faultsOfFields(description: Description, schema: Schema, value: Record<string, unknown>, where: string): string[] {
  const { properties, additionalProperties, required = [] } = schema;
  const others = additionalProperties ?? !properties;
  const missing = required.filter((name) => !(name in value)).map((name) => `${where}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const known = properties?.[name] ?? others;
    if (typeof known === "boolean") return known ? [] : [`${where}.${name} is not known`];
    return faultsAt(description, known, member, `${where}.${name}`);
  });
  return [...missing, ...wrong];
}

function isWithin({ maxLength, pattern }: Schema, value: string): boolean {
  return value.length <= (maxLength ?? Number.POSITIVE_INFINITY) && (!pattern || new RegExp(pattern).test(value));
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 80);
