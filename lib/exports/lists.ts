import type { ExportedList } from "./exported-list.ts";
import { exportedAudit } from "./lists/audit.ts";
import { exportedCommunications } from "./lists/communications.ts";
import { exportedCustomers } from "./lists/customers.ts";
import { exportedInvoices } from "./lists/invoices.ts";
import { exportedSubscriptions } from "./lists/subscriptions.ts";
import { exportedTransactions } from "./lists/transactions.ts";

/** The lists that can be files, by the last part of their page's address. */
export const LISTS = {
  transactions: exportedTransactions,
  communications: exportedCommunications,
  customers: exportedCustomers,
  subscriptions: exportedSubscriptions,
  invoices: exportedInvoices,
  audit: exportedAudit,
} satisfies Record<string, ExportedList>;

export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as [ListName, ...ListName[]];
