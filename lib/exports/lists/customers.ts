import { z } from "zod";
import { exportedList } from "#lib/exports/exported-list.ts";
import { maybe, maybeText, sortedBy, text } from "#lib/exports/filter-fields.ts";
import { CUSTOMER_STATES, type CustomerRow, customerList } from "#lib/reports/customer-list.ts";

export const exportedCustomers = exportedList({
  filter: z.object({
    sorting: sortedBy(["since", "name"]),
    q: text,
    state: maybe(CUSTOMER_STATES),
    country: maybeText,
    charges: maybe(["waiting"]),
    from: maybeText,
    to: maybeText,
  }),
  columns: {
    number: (row: CustomerRow) => row.number,
    name: (row) => row.name,
    email: (row) => row.email,
    phone: (row) => row.phone,
    country: (row) => row.country,
    plans: (row) => row.plans.join(", "),
    created_at: (row) => row.createdAt,
    closed_at: (row) => row.closedAt,
  },
  page: async (...asked) => (await customerList(...asked)).page,
  count: async (filter, timeZone) => (await customerList(filter, timeZone, null, 1)).counted,
});
