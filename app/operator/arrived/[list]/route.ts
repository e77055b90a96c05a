import { readCommunicationParams } from "#app/operator/communications/params.ts";
import { readCustomerParams } from "#app/operator/customers/params.ts";
import { readInvoiceParams } from "#app/operator/invoices/params.ts";
import { readSubscriptionParams } from "#app/operator/subscriptions/params.ts";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { watchingOperator } from "#lib/identity/session.ts";
import { throttle } from "#lib/identity/throttle.ts";
import type { Counted } from "#lib/kernel/counted.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { arrivedMessages } from "#lib/messages/sending/queries.ts";
import { arrivedCustomers } from "#lib/reports/customer-list.ts";
import { arrivedInvoices } from "#lib/reports/invoices.ts";
import { arrivedSubscriptions } from "#lib/reports/subscription-list.ts";
import { arrivedTransactions } from "#lib/reports/transactions.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { isFiltered, type SearchParams, searchParamsOf, type Unreadable } from "#lib/web/lists/page-params.ts";

/** So often is asked by one operator in a minute, in all windows. */
const A_MINUTE = 60;

type Cursor = Parameters<typeof arrivedCustomers>[2];
type Asked = { unreadable: Unreadable; cursor: Cursor | null };
type Question = Asked & { arrived: (timeZone: string, before: Cursor) => Promise<Counted> };

const QUESTIONS: Record<string, (address: SearchParams, settings: Settings) => Promise<Question>> = {
  transactions: async (address, { market }) => {
    const { filter, ...asked } = await readTransactionParams(address, market.defaultCurrency);
    return { ...asked, arrived: (timeZone, before) => arrivedTransactions(filter, timeZone, before) };
  },
  communications: async (address, { company }) => {
    const { filters, ...asked } = await readCommunicationParams(address, company.timeZone);
    return { ...asked, arrived: (_, before) => arrivedMessages(filters, before) };
  },
  customers: async (address) => {
    const { filter, ...asked } = await readCustomerParams(address);
    return { ...asked, arrived: (timeZone, before) => arrivedCustomers(filter, timeZone, before) };
  },
  invoices: async (address, { market }) => {
    const { filter, ...asked } = await readInvoiceParams(address, market.defaultCurrency);
    return { ...asked, arrived: (timeZone, before) => arrivedInvoices(filter, timeZone, before) };
  },
  subscriptions: async (address) => {
    const { filter, ...asked } = await readSubscriptionParams(address);
    return { ...asked, arrived: (timeZone, before) => arrivedSubscriptions(filter, timeZone, before) };
  },
};

/** How many rows of a list, by its address, have arrived before the place that the cursor tells: a page that shows it asks again and again. */
export async function GET(request: Request, { params }: { params: Promise<{ list: string }> }): Promise<Response> {
  const operator = await watchingOperator();
  if (!operator) return refused(401);
  const { list } = await params;
  if (!Object.hasOwn(QUESTIONS, list)) return refused(404);
  const settings = await getSettings();
  const { arrived, unreadable, cursor } = await QUESTIONS[list](searchParamsOf(request), settings);
  if (isFiltered(unreadable) || cursor?.direction !== "before") return refused(400);
  try {
    await throttle(`arrived:${operator.id}`, A_MINUTE, 60);
  } catch (error) {
    if (error instanceof DomainError) return refused(error.status);
    throw error;
  }
  return Response.json(await arrived(settings.company.timeZone, cursor), { headers: { "cache-control": "no-store" } });
}

function refused(status: number): Response {
  return new Response(null, { status });
}
