import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { textOf } from "#i18n/text-of.ts";
import type { Customer, Operator, Role } from "#lib/db/generated/client.ts";
import type { Self } from "#lib/identity/factors.ts";
import { operatorSession, requireConfirmed, requireOperator, requireSignedIn, requireViewer } from "#lib/identity/session.ts";
import { readDecimal } from "#lib/kernel/decimal.ts";
import { DomainError, type ErrorCode, issueCode } from "#lib/kernel/errors.ts";
import { log } from "#lib/kernel/log.ts";
import { formValues } from "./form-values.ts";

/**
 * What a form gets back: `errors` by field and `message` for the whole, both already in the reader's language;
 * `values` is what was typed, so that nothing is lost. Passwords are left out of `values`. `code`: why a rule of ours refused.
 */
export type ActionState<T = unknown> = {
  status: "idle" | "done" | "refused";
  message?: string;
  code?: ErrorCode;
  errors?: Record<string, string>;
  values?: Record<string, string | string[]>;
  data?: T;
};

export type FormAction<T = unknown> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;

/** Of an action that takes nothing but the press. */
export const nothing = z.object({});

type Values = ReturnType<typeof formValues>;
type Request<S extends z.ZodType> = { input: z.output<S>; ip: string | null; form: FormData };

/** A server action that anyone may call. `work` gets parsed input; a DomainError becomes a message at its field. */
export function publicAction<S extends z.ZodType, T>(schema: S, work: (request: Request<S>) => Promise<T>): FormAction<T> {
  return async (_previous, form) => run(schema, form, work);
}

/** The same, for a signed-in viewer. */
export function viewerAction<S extends z.ZodType, T>(
  schema: S,
  work: (request: Request<S> & { viewer: Customer }) => Promise<T>,
): FormAction<T> {
  return async (_previous, form) => {
    const viewer = await requireViewer();
    return run(schema, form, (request) => work({ ...request, viewer }));
  };
}

/**
 * The same, for a signed-in operator with one of `roles` (an owner may do everything). Fields whose name matches `decimals` are amounts or
 * rates as people write them in the reader's language ("12,50"); the schema gets them as plain decimals.
 */
export function operatorAction<S extends z.ZodType, T>(
  roles: Role[],
  schema: S,
  work: (request: Request<S> & { operator: Operator }) => Promise<T>,
  { decimals }: { decimals?: RegExp } = {},
): FormAction<T> {
  return async (_previous, form) => {
    const operator = await requireOperator(roles);
    return run(schema, form, (request) => work({ ...request, operator }), decimals);
  };
}

/** The same, before secrets and roles: it must have been proven a short while ago who sits there. */
export function confirmedAction<S extends z.ZodType, T>(
  roles: Role[],
  schema: S,
  work: (request: Request<S> & { operator: Operator }) => Promise<T>,
): FormAction<T> {
  return operatorAction(roles, schema, async (request) => {
    await requireConfirmed(true);
    return work(request);
  });
}

/** The same, for what every operator may do to their own account, also while their role waits for a second factor. */
export function ownAction<S extends z.ZodType, T>(schema: S, work: (request: Request<S> & { self: Self }) => Promise<T>): FormAction<T> {
  return async (_previous, form) => {
    const operator = await requireSignedIn();
    const sessionId = (await operatorSession())?.id ?? "";
    return run(schema, form, (request) => work({ ...request, self: { operator, sessionId, ip: request.ip } }));
  };
}

async function run<S extends z.ZodType, T>(
  schema: S,
  sent: unknown,
  work: (request: Request<S>) => Promise<T>,
  decimals?: RegExp,
): Promise<ActionState<T>> {
  // Whoever calls an action without the form of its page sends whatever they like; it is taken for a form that was left empty.
  const form = sent instanceof FormData ? sent : new FormData();
  const values = formValues(form);
  const parsed = schema.safeParse(decimals ? withDecimals(values, decimals, await getLocale()) : values);
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !/password/i.test(name)));
  if (!parsed.success) {
    const text = await errorTexts();
    const errors: Record<string, string> = {};
    for (const issue of parsed.error.issues) errors[fieldAt(issue.path, values)] ??= text(issueCode(issue.message));
    return { status: "refused", message: text("form"), errors, values: kept };
  }
  try {
    const data = await work({ input: parsed.data, ip: await clientAddress(), form });
    return { status: "done", data };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    log.info({ code: error.code }, "action refused");
    const message = (await errorTexts())(error.code, error.values);
    return { status: "refused", message, code: error.code, errors: error.field ? { [error.field]: message } : {}, values: kept };
  }
}

/** Looked for when something is refused: the language of a request takes a read of the settings. */
async function errorTexts() {
  const t = await getTranslations("errors");
  return (code: string, fill?: Record<string, string | number>) => textOf(t, code, fill) ?? t("unexpected", { reference: code });
}

/** What is no number stays as it was typed, for the schema to refuse. */
function withDecimals(values: Values, names: RegExp, locale: string): Values {
  const read = (name: string, value: Values[string]) =>
    typeof value === "string" && names.test(name) ? (readDecimal(value, locale) ?? value) : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(name, value)]));
}

/** The field that a fault is in, also where it is in one entry of a list that was typed into one field ("2, 7, 14"). */
function fieldAt(path: PropertyKey[], values: Values): string {
  const names = path.map((_, index) => path.slice(0, path.length - index).join("."));
  return names.find((name) => Object.hasOwn(values, name)) ?? path.join(".");
}

/** The caller's address, which scripts/server/client-address.ts has put here; nothing that a caller says of itself. */
export async function clientAddress(): Promise<string | null> {
  return (await headers()).get("x-forwarded-for");
}
