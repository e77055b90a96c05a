import { z } from "zod";
import { parseMoney } from "./money.ts";

/** A checkbox: absent when it is not ticked. */
export const flag = z
  .union([z.boolean(), z.enum(["on", "true", "false", ""])])
  .default(false)
  .transform((value) => value === true || value === "on" || value === "true");

/** What stands in an address for a plan: `family-plus`. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Text without control characters, which nobody means to send and PostgreSQL refuses (NUL); tabs and line breaks stay. */
export function plainText(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, "");
}

/**
 * A code, a number or an address without the marks that come along when it is copied: of direction, of width zero (U+200B, U+202A, U+2066 …),
 * spaces that do not break. No text for people: there some of them are needed.
 */
export function unmarked(text: string): string {
  return text
    .replace(/\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\u00a0\u202f\u2007]/g, " ")
    .trim();
}

/** Whether there is anything to see: more than spaces, marks and fillers. */
function isVisible(text: string): boolean {
  return /[^\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u.test(text);
}

/** Trimmed text that must be there, and be seen, its accents composed as most write them (NFC). */
export function requiredText(max: number) {
  return z.string("required").normalize("NFC").trim().min(1, "required").max(max, "too_long").refine(isVisible, "required");
}

/** On one line, its accents composed, without marks that turn its letters round: those between letters (U+200C, U+200D) stay. */
function oneLine(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/\s+/g, " ");
}

/** A name on one line that must be there. */
export function nameText(max: number) {
  return z.string("required").transform(oneLine).pipe(requiredText(max));
}

/** A name, or a line of an address, that may be empty. */
export function optionalLine(max: number) {
  return visible(z.string().transform(oneLine), max).default("");
}

/** Trimmed text, of several lines maybe, that may be empty. */
export function optionalText(max: number) {
  return visible(z.string().normalize("NFC"), max).default("");
}

/** A number or code of others' making, with the spaces it is written with; it may be empty. */
export function optionalCode(max: number) {
  return visible(z.string().transform(unmarked), max).default("");
}

/** A tax number, as authorities keep it: without what groups its digits, in capitals. */
export const optionalVatId = visible(
  z.string().transform((text) =>
    unmarked(text)
      .replace(/[\s.\p{Pd}]/gu, "")
      .toUpperCase(),
  ),
  20,
).default("");

/** Trimmed; with nothing to see in it, it is empty. */
function visible<S extends z.ZodType<string>>(text: S, max: number) {
  return text.transform((read) => (isVisible(read) ? read.trim() : "")).pipe(z.string().max(max, "too_long"));
}

/** A whole number typed by a person. An empty field is none: it is not 0. */
export function wholeNumber(min: number, max: number) {
  const number = z
    .number({ error: ({ input }) => (input === undefined ? "required" : "invalid_number") })
    .int("invalid_number")
    .min(min, "out_of_range")
    .max(max, "out_of_range");
  return z.preprocess((value) => (typeof value === "string" ? readWhole(value) : value), number);
}

/** What is no whole number stays as it was typed, for the schema to refuse; nothing of an empty field. */
function readWhole(typed: string): number | string | undefined {
  const text = latinDigits(unmarked(typed));
  if (text === "") return undefined;
  return /^[+-]?\d+$/.test(text) ? Number(text) : text;
}

/** Eastern Arabic and Persian digits as the others. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** A whole number, or null when the field was left empty. */
export function optionalWholeNumber(min: number, max: number) {
  return z.preprocess(emptyAsNull, wholeNumber(min, max).nullable());
}

/** The id of a row that may not exist yet: an empty field means none. */
export const optionalId = z.union([z.literal("").transform(() => undefined), z.uuid("invalid")]).optional();

/** A civil date such as "2026-11-22", of a century in which somebody means it: PostgreSQL has no year 0. */
export const civilDay = z.iso.date("invalid_date").regex(/^(19|2\d)\d\d-/, "invalid_date");

/** The same, or null when the field was left empty. */
export const optionalDate = z.preprocess(emptyAsNull, civilDay.nullable());

function emptyAsNull(given: unknown): unknown {
  const value = withoutMarks(given);
  return value === "" || value === undefined ? null : value;
}

function withoutMarks(value: unknown): unknown {
  return typeof value === "string" ? unmarked(value) : value;
}

/** A list typed one entry a line; blank and repeated lines are left out. */
export function textLines(maxLines: number, maxLength: number) {
  return z
    .union([z.string().transform((text) => text.split("\n")), z.array(z.string())])
    .default([])
    .transform((lines) => [...new Set(lines.map((line) => oneLine(line).trim()).filter(isVisible))])
    .pipe(z.array(z.string().max(maxLength, "too_long")).max(maxLines, "too_many"));
}

/** The values of fields with one name: one ticked box arrives as a text, several as a list. */
export const oneOrMany = z
  .union([z.string().transform((value) => (value ? [value] : [])), z.array(z.string())])
  .default([])
  .transform((values) => [...new Set(values)]);

/** Percent as people write it ("19", "12.5") in parts per million of the whole: 19 % is 190,000. */
export const percentAsPpm = z
  .string("required")
  .transform(unmarked)
  .pipe(
    z
      .string()
      .min(1, "required")
      .regex(/^\d{1,3}(\.\d{1,4})?$/, "invalid_percent"),
  )
  .transform((text) => {
    const [whole, fraction = ""] = text.split(".");
    return Number(whole) * 10_000 + Number(fraction.padEnd(4, "0"));
  })
  .pipe(z.number().max(1_000_000, "invalid_percent"));

/** In minor units: with fee and tax on top it still is what a column holds (8 bytes). */
export const LARGEST_AMOUNT = 10n ** 18n;

/** Reads an amount that a person typed, in minor units; undefined when it is no amount in that currency, or more than is ever written down. */
export function typedAmount(text: string, currency: string): bigint | undefined {
  if (text.trim().length > 16) return undefined;
  try {
    const { minor } = parseMoney(unmarked(text), currency);
    return minor < 0n || minor > LARGEST_AMOUNT ? undefined : minor;
  } catch {
    return undefined;
  }
}
