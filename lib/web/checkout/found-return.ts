import type { ConfirmReturnInput } from "#lib/billing/asking/confirm-return.ts";
import { findReturn } from "#lib/billing/asking/find-return.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { type ReturnQuery, readReturn, wholeQuery } from "./read-return.ts";
import { returnedTo } from "./return-page.ts";

type PayLinkTo = (invoiceId: string) => Promise<string | null>;

/**
 * What to show to whom a gateway has sent back with this query. Null where there is nothing for them; `lost` where the address may have said of what before a provider put its
 * own parameters in the place of ours. `payLinkTo`: the link to pay an invoice that this browser has followed, if any.
 */
export async function foundReturn(query: ReturnQuery, viewer: Customer | null, payLinkTo: PayLinkTo) {
  const named = readReturn(query);
  const found = named && (await follow(named, query, viewer, payLinkTo));
  if (found) return found;
  const report = wholeQuery(query);
  const of = await findReturn(report);
  if (of === "lost") return named ? null : of;
  return of && follow({ of, report }, query, viewer, payLinkTo);
}

type Named = { of: ConfirmReturnInput; report: string };

async function follow({ of, report }: Named, query: ReturnQuery, viewer: Customer | null, payLinkTo: PayLinkTo) {
  const payLink = "invoiceId" in of ? await payLinkTo(of.invoiceId) : null;
  const look = (reader: Customer | null) => returnedTo(of, reader, query.canceled !== undefined, report);
  // A link to pay may be followed in a browser where somebody else is signed in.
  const found = (await look(viewer)) ?? (payLink && (await look(null)));
  return found ? { ...found, of, payLink } : null;
}
