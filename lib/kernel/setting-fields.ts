import { z } from "zod";
import { flag, nameText, optionalLine, optionalText, requiredText } from "./inputs.ts";
import { readKeys } from "./keys.ts";

/** Something that operators set for a plug-in in the dashboard. No secrets: those are keys of the environment. */
export type SettingField = {
  /** Part of rows: never changes. */
  name: string;
  /** What it is called, and what is expected, where no catalog has a text for it. */
  label: string;
  hint?: string;
} & (
  | {
      /** `text` may have several lines. */
      kind: "line" | "text";
      max: number;
      /** Without it viewers are not offered the gateway, and a channel's messages wait. */
      required?: boolean;
      default?: string;
      /** What it must look like when it is not empty; its message is a code of `i18n/*\/errors.json`, or is shown as "please check this". */
      shape?: z.ZodType<string>;
    }
  | { kind: "switch"; default?: boolean }
  /** `needs`: the key of the environment without which an option cannot be chosen, and counts as the default where it was. The default has none. */
  | { kind: "choice"; options: { value: string; label: string; needs?: string }[]; default: string }
);

export type SettingValues = Record<string, string | boolean>;

/** What operators may save of some fields; all of them, each as a form sends it. */
export function settingsInput(fields: SettingField[]): z.ZodType<SettingValues> {
  return z.object(Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])));
}

const known = new WeakMap<SettingField, z.ZodType<string | boolean>>();

/** Made once: each order and each look at a payment reads values. */
function schemaOf(field: SettingField): z.ZodType<string | boolean> {
  const schema = known.get(field) ?? makeSchema(field);
  known.set(field, schema);
  return schema;
}

function makeSchema(field: SettingField): z.ZodType<string | boolean> {
  if (field.kind === "switch") return flag;
  if (field.kind === "choice")
    return z.enum(field.options.map(({ value }) => value)).refine((value) => !lackedKey(field, value), "setting_needs_key");
  const [must, may] = field.kind === "line" ? [nameText, optionalLine] : [requiredText, optionalText];
  const text: z.ZodType<string> = field.required ? must(field.max) : may(field.max).unwrap();
  return field.shape ? shaped(text, field.shape) : text;
}

/** The keys of the environment that what was chosen needs, and that are not there. */
export function lackedKeys(fields: SettingField[], saved: SettingValues = {}): string[] {
  return fields.flatMap((field) => lackedKey(field, saved[field.name]) ?? []);
}

function lackedKey(field: SettingField, value: unknown): string | undefined {
  const needs = field.kind === "choice" ? field.options.find((option) => option.value === value)?.needs : undefined;
  return needs && !readKeys([{ name: needs, required: true }]) ? needs : undefined;
}

/** Empty, or as the shape says, in its words: a union would have words of its own. */
function shaped(text: z.ZodType<string>, shape: z.ZodType<string>): z.ZodType<string> {
  return text.transform((value, context) => {
    const parsed = value === "" ? null : shape.safeParse(value);
    for (const { message } of parsed?.error?.issues ?? []) context.addIssue({ code: "custom", message });
    return parsed?.data ?? value;
  });
}

/** The values of all fields: what was saved, and the default where nothing was, or what may not be any more. */
export function settingValues(fields: SettingField[], saved: SettingValues = {}): SettingValues {
  const read = (field: SettingField) => (field.name in saved ? schemaOf(field).safeParse(saved[field.name]).data : undefined);
  return Object.fromEntries(fields.map((field) => [field.name, read(field) ?? defaultOf(field)]));
}

/** The fields that have to be filled and are not. */
export function missingSettings(fields: SettingField[], saved?: SettingValues): SettingField[] {
  const required = fields.filter((field) => "required" in field && field.required);
  const values = settingValues(required, saved);
  return required.filter(({ name }) => !values[name]);
}

function defaultOf(field: SettingField): string | boolean {
  return field.default ?? (field.kind === "switch" ? false : "");
}
