import { createTranslator } from "use-intl/core";
import { messagesOf } from "#i18n/messages.ts";
import type { ActionState, FormAction } from "#lib/web/forms/action.ts";

/**
 * One browser's request, for tests that call server actions and route handlers as Next would. In the test file:
 * `vi.mock("next/headers", () => import("#tests/support/request.ts"))`, and the same for "next/navigation", "next-intl/server", "next/cache".
 */
const jar = new Map<string, string>();
/** What each cookie was last set with. */
export const attributes = new Map<string, Attributes>();
type Attributes = { maxAge?: number; secure?: boolean; httpOnly?: boolean; sameSite?: string; path?: string };
let sent = new Headers();

/** Forgets the cookies, or goes on with those of `kept` (see `keptCookies`). */
export function newBrowser(kept: [string, string][] = [], header: Record<string, string> = {}): void {
  jar.clear();
  for (const [name, value] of kept) jar.set(name, value);
  sent = new Headers(header);
}

export function keptCookies(): [string, string][] {
  return [...jar];
}

export class Redirected extends Error {
  readonly to: string;
  constructor(to: string) {
    super(`redirected to ${to}`);
    this.to = to;
  }
}

export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** Submits a form. @returns the action's answer, or where it led. */
export async function submit<T>(action: FormAction<T>, values: Record<string, string>): Promise<Partial<ActionState<T>> & { to?: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  try {
    return await action({ status: "idle" }, form);
  } catch (error) {
    if (error instanceof Redirected) return { to: error.to };
    throw error;
  }
}

export async function cookies() {
  return {
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    set: (name: string, value: string, given: Attributes = {}) => {
      attributes.set(name, given);
      if (given.maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    },
  };
}

export async function headers(): Promise<Headers> {
  return sent;
}

export function redirect(to: string): never {
  throw new Redirected(to);
}

export function forbidden(): never {
  throw new Refused(403);
}

export function notFound(): never {
  throw new Refused(404);
}

/** The browser shows nothing here that could be old. */
export function refresh(): void {}

export async function getLocale(): Promise<string> {
  return "en";
}

export async function getTranslations(namespace: string) {
  return createTranslator({ locale: "en", messages: messagesOf("en"), namespace });
}
