/** The lists whose columns are chosen: those `always` there, by which a row is told, those shown `usually`, and those `offered` besides. */
const COLUMNS = {
  transactions: {
    always: ["amount", "payer"],
    usually: ["status", "plan", "method", "country", "date"],
    offered: ["settled", "invoice", "reference", "coupon", "tax", "fee"],
  },
  subscriptions: { always: ["customer"], usually: ["status", "plan", "price", "next", "created", "number"], offered: ["until", "ended"] },
  invoices: { always: ["number"], usually: ["total", "status", "buyer", "description", "date", "paid"], offered: ["credited"] },
  customers: { always: ["name"], usually: ["subscriptions", "phone", "country", "since", "number"], offered: [] },
  communications: { always: ["message"], usually: ["recipient", "template", "status", "created"], offered: ["number"] },
} as const satisfies Record<string, Columns>;

type Columns = { always: readonly string[]; usually: readonly string[]; offered: readonly string[] };

export type ListName = keyof typeof COLUMNS;
export const LIST_NAMES = Object.keys(COLUMNS) as [ListName, ...ListName[]];

export function columnsOf(list: ListName): Columns {
  return COLUMNS[list];
}

export function isColumn(list: ListName, name: string): boolean {
  const { always, usually, offered } = columnsOf(list);
  return [...always, ...usually, ...offered].includes(name);
}
