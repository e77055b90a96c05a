import { z } from "zod";

/** A variable of the environment that a plug-in reads. */
export type Key = {
  name: string;
  /** Without it the plug-in is absent. */
  required?: boolean;
  /** Where a stand-in is, or what is of no use yet: operators are not asked for it. */
  hidden?: boolean;
  /** What it must look like; without one anything that is not empty will do. */
  shape?: z.ZodType<string>;
  /** What is wrong with it beside the others, if anything; asked when its own shape is right. */
  beside?: (values: KeyValues) => string | undefined;
  /** For the message of a refused start. */
  example?: string;
};

export type Environment = Record<string, string | undefined>;
export type KeyValues = Record<string, string | undefined>;

export const httpAddress = z.url({ protocol: /^https?$/ });

/** The values of a plug-in's keys by their names; null where it lacks one that it needs. An empty variable counts as absent. */
export function readKeys(keys: Key[], source: Environment = process.env): KeyValues | null {
  const values = valuesOf(keys, source);
  return keys.every(({ name, required }) => !required || values[name]) ? values : null;
}

/** What is wrong with a plug-in's keys, a line each: half a provider is none. Values are never repeated, for they may be secrets. */
export function faultsOf(keys: Key[], source: Environment = process.env): string[] {
  const given = keys.filter(({ name }) => source[name]?.trim());
  const asked = given.find(({ hidden }) => !hidden);
  return keys.flatMap((key) => {
    const value = source[key.name]?.trim();
    if (!value) return key.required && asked ? [line(key, `is missing, though ${asked.name} is set`)] : [];
    const parsed = key.shape?.safeParse(value);
    const fault = parsed?.success === false ? parsed.error.issues[0].message : key.beside?.(valuesOf(keys, source));
    return fault ? [line(key, fault)] : [];
  });
}

function valuesOf(keys: Key[], source: Environment): KeyValues {
  return Object.fromEntries(keys.map(({ name }) => [name, source[name]?.trim() || undefined]));
}

function line({ name, example }: Key, why: string): string {
  return `${name}: ${why}${example ? `. Example: ${example}` : ""}`;
}
