import { z } from "zod";
import { isCurrency } from "#lib/kernel/currency.ts";
import { readDecimal } from "#lib/kernel/decimal.ts";
import { civilDay } from "#lib/kernel/inputs.ts";

/** What Next hands to a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

type Values<Fields extends z.ZodRawShape> = z.output<z.ZodObject<Fields>>;

/** What stands in an address and cannot be read, by its name, as it was written. */
export type Unreadable = Record<string, string>;

/** The characters that a search may have. */
export const SEARCH_LENGTH = 100;

/** A request's address as Next hands it to a page: of a name given twice, both values. */
export function searchParamsOf(request: Request): SearchParams {
  return searchParamsIn(new URL(request.url).search);
}

/** The same of what stands behind an address. */
export function searchParamsIn(search: string): SearchParams {
  const query = new URLSearchParams(search);
  return Promise.resolve(Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)])));
}

/**
 * Reads a page's address. Whatever is missing or malformed takes its field's default, so an address never breaks a page.
 * Build `fields` from the helpers below, once a module: making them costs a page more than reading with them.
 */
export async function readParams<Fields extends z.ZodRawShape>(fields: Fields, searchParams: SearchParams): Promise<Values<Fields>> {
  return (await readFilters(fields, searchParams)).values;
}

/** The same, and what could not be read: a filter is never dropped unsaid. */
export async function readFilters<Fields extends z.ZodRawShape>(
  fields: Fields,
  searchParams: SearchParams,
): Promise<{ values: Values<Fields>; unreadable: Unreadable }> {
  const asked = await searchParams;
  const unreadable: Unreadable = {};
  const read = Object.entries(fields as unknown as Record<string, z.ZodType>).map(([name, schema]) => {
    const { success, data } = schema.safeParse(asked[name]);
    if (success) return [name, data];
    unreadable[name] = [asked[name] ?? ""].flat().join(" | ");
    return [name, schema.parse(undefined)];
  });
  return { values: Object.fromEntries(read), unreadable };
}

/** Given twice with two values it stays a list, which no single value's schema takes. */
const one = (value: unknown) => {
  const given = [...new Set(many(value))].filter((text) => typeof text !== "string" || text.trim());
  return given.length > 1 ? given : given[0];
};
const many = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** A single value; absent or empty it is `fallback`. */
function field<T extends z.ZodType, Default>(schema: T, fallback: Default) {
  return z.preprocess(
    one,
    schema.optional().transform((value) => value ?? fallback),
  ) as unknown as z.ZodType<z.output<T> | Default>;
}

/** Free text of at most `max` characters, trimmed, without control characters (PostgreSQL refuses NUL); empty when absent. */
export function textParam(max = SEARCH_LENGTH) {
  return field(
    z
      .string()
      .transform((text) => text.replace(/\p{Cc}/gu, " ").trim())
      .pipe(z.string().max(max)),
    "",
  );
}

/** One of `values`; `fallback` when absent. */
export function choiceParam<const V extends readonly string[], D extends V[number] | null = null>(values: V, fallback: D = null as D) {
  return field(z.enum(values), fallback) as unknown as z.ZodType<V[number] | D>;
}

/** Any of `values`, from `?a=x&a=y` or `?a=x,y`. */
export function choicesParam<const V extends readonly string[]>(values: V) {
  const parts = (value: unknown) => [...new Set(many(value).flatMap((part) => String(part).split(",")))].filter(Boolean);
  return z.preprocess(parts, z.array(z.enum(values))) as unknown as z.ZodType<V[number][]>;
}

export function idParam() {
  return field(z.uuid(), null);
}

/** A civil date, `2026-11-22`, of a year that every database and calendar can hold. */
export function dateParam() {
  return field(civilDay, null);
}

export function currencyParam() {
  return field(z.string().toUpperCase().refine(isCurrency), null);
}

export function countryParam() {
  return field(
    z
      .string()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/),
    null,
  );
}

/** A slug or an id such as a gateway's. */
export function nameParam() {
  return field(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,60}$/i), null);
}

/** An amount as people write it in `locale`, as a plain decimal: `10.50`. */
export function amountParam(locale: string) {
  return field(
    z
      .string()
      .transform((text) => readDecimal(text, locale) ?? "")
      .pipe(z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)),
    null,
  );
}

/** The filters of a list as they stand in its address, for links that keep them. */
export type Kept = Record<string, string | string[] | null | undefined>;

/** Where a list stands and what its address says. */
export type ListAddress<K extends Kept = Kept> = { path: string; kept: K; unreadable: Unreadable };

export function isFiltered(kept: Kept): boolean {
  return Object.values(kept).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
}

/** The address of a page with its parameters; empty ones are left out. */
export function pageAddress(path: string, params: Kept): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text) query.set(name, text);
  }
  const search = query.toString().replaceAll("%2C", ",");
  return search ? `${path}?${search}` : path;
}
