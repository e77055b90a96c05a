import { getLocale } from "next-intl/server";
import type { Selection } from "#lib/exports/ask-for-export.ts";
import type { ListName } from "#lib/exports/lists.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { isFiltered, type Kept, type SearchParams, searchParamsIn, type Unreadable } from "#lib/web/lists/page-params.ts";
import { readAuditParams } from "../audit/params.ts";
import { readCommunicationParams } from "../communications/params.ts";
import { readCustomerParams } from "../customers/params.ts";
import { readInvoiceParams } from "../invoices/params.ts";
import { readSubscriptionParams } from "../subscriptions/params.ts";
import { readTransactionParams } from "../transactions/params.ts";

type Read = { filter: object; kept: Kept; unreadable: Unreadable };

/**
 * What the address of a list asks for, read as its page reads it.
 * @throws `filter_unreadable`: a file without a filter that was asked for would pass for the one with it
 */
export async function readSelection({ list, query }: { list: ListName; query: string }): Promise<Selection> {
  const { filter, kept, unreadable } = await READ[list](searchParamsIn(query));
  if (isFiltered(unreadable)) {
    const filters = Object.entries(unreadable).map(([name, text]) => `${name}=${text}`);
    throw new DomainError("filter_unreadable", { status: 400, values: { filters: filters.join(", ") } });
  }
  return { filter, address: kept };
}

const READ: Record<ListName, (asked: SearchParams) => Promise<Read>> = {
  transactions: async (asked) => readTransactionParams(asked, (await requestSettings()).market.defaultCurrency, await getLocale()),
  communications: async (asked) => withFilter(await readCommunicationParams(asked, await timeZone())),
  customers: readCustomerParams,
  subscriptions: readSubscriptionParams,
  invoices: async (asked) => readInvoiceParams(asked, (await requestSettings()).market.defaultCurrency),
  audit: async (asked) => {
    await requireOperator(MAY["audit.read"]);
    return withFilter(await readAuditParams(asked, await timeZone()));
  },
};

async function timeZone(): Promise<string> {
  return (await requestSettings()).company.timeZone;
}

function withFilter({ filters, ...read }: Omit<Read, "filter"> & { filters: object }): Read {
  return { ...read, filter: filters };
}
