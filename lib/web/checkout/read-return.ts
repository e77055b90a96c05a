import { confirmReturnInput } from "#lib/billing/asking/confirm-return.ts";

/** What a return link may name, and how confirmReturn knows it. */
const NAMES: Record<string, string> = { order: "orderId", invoice: "invoiceId", method: "setupId", "top-up": "topUpId" };

export type ReturnQuery = Record<string, string | string[] | undefined>;

const pairsOf = (query: ReturnQuery) => Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each]));

/** All that the address says. */
export const wholeQuery = (query: ReturnQuery): string => new URLSearchParams(pairsOf(query)).toString();

/**
 * What a return link names, and what the gateway has added to it. Ours stands first: a provider's fields may be called the same. Null where it names nothing.
 */
export function readReturn(query: ReturnQuery) {
  const pairs = pairsOf(query);
  const at = pairs.findIndex(([name]) => Object.hasOwn(NAMES, name));
  const [[name, value]] = at < 0 ? [[]] : pairs.splice(at, 1);
  const of = confirmReturnInput.safeParse({ [NAMES[name]]: value }).data;
  return of ? { of, report: new URLSearchParams(pairs).toString() } : null;
}
