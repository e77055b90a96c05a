import { z } from "zod";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";
import { isPublicAddress } from "./addresses.ts";
import { type Lines, readLines, wordsOf } from "./lines.ts";
import { unknownIn } from "./placeholders.ts";
import { isTheirsAlone, readRule, type SignatureRule } from "./signature.ts";

/** A request to the provider: of the viewer's browser to its page, or of ours about a payment. */
export type Sending = { address: string; method: "GET" | "POST"; fields: [name: string, template: string][]; rule: SignatureRule | null };
/** `prefix`: the digits before our number, where the provider knows payments by that; null where by our reference. */
export type Page = Sending & { rule: SignatureRule; currencies: string[]; prefix: string | null };

/** What the provider says of a payment, in the viewer's address, a notification or an answer: the names of its fields, and what its states mean. */
export type Report = {
  rule: SignatureRule;
  reference: string;
  status: string;
  amount: string;
  isDecimal: boolean;
  /** Without a name, always this one. */
  currency: { field: string } | { always: string };
  id: string | null;
  states: Map<string, State>;
};
export const STATES = ["paid", "pending", "failed", "canceled"] as const;
export type State = (typeof STATES)[number];

/** What viewers write themselves: signed by us, it could come back as what the provider has signed, with a name that says "paid". */
const WRITTEN_BY_VIEWERS = /\{(?:email|name)\}/;

/** The code of what is wrong with a description; null where nothing is. */
type Fault =
  | "described_line"
  | "described_address"
  | "described_placeholder"
  | "described_signature"
  | "described_key"
  | "described_report"
  | "described_number";

export function readPage(text: string): Page | Fault {
  const lines = readLines(text);
  if (!lines) return "described_line";
  const sending = readSending(lines);
  if (typeof sending === "string") return sending;
  const { rule, fields } = sending;
  const names = new Set(fields.map(([name]) => name));
  const sent = fields.map(([, template]) => template).join(" ");
  if (
    !rule ||
    rule.signed.some((name) => !names.has(name)) ||
    !/\{(?:reference(?:32)?|number)\}/.test(sent) ||
    !/\{amount(?:Decimal)?\}/.test(sent)
  )
    return "described_signature";
  if (fields.some(([name, template]) => rule.signed.includes(name) && WRITTEN_BY_VIEWERS.test(template))) return "described_signature";
  const prefix = prefixIn(fields);
  // Run together, a number and what follows it are another number and less: what we sign could come back as what the provider says of another payment.
  if (prefix === "described_number" || (prefix !== null && !/\D/.test(rule.separator))) return "described_number";
  return { ...sending, rule, prefix, currencies: wordsOf(lines.said.get("currencies")) };
}

/** The digits before our number. A fault where anything else is around it: what the provider reports could not be read. */
function prefixIn(fields: Sending["fields"]): string | null | "described_number" {
  const template = fields.map(([, each]) => each).find((each) => each.includes("{number}"));
  return template === undefined ? null : (/^((?:[1-9]\d*)?)\{number\}$/.exec(template)?.[1] ?? "described_number");
}

/** Null where the provider cannot be asked. */
export function readEnquiry(text: string): Sending | null | Fault {
  const lines = readLines(text);
  if (!lines) return "described_line";
  return text.trim() === "" ? null : readSending(lines);
}

function readSending(lines: Lines): Sending | Fault {
  const { said, fields } = lines;
  const address = said.get("address") ?? "";
  if (!isPublicAddress(address)) return "described_address";
  if (fields.some(([, template]) => unknownIn(template).length > 0)) return "described_placeholder";
  const method = said.get("method") === "POST" ? "POST" : "GET";
  const rule = readRule(lines);
  return rule && isTheirsAlone(rule) ? "described_signature" : { address, method, fields, rule };
}

export function readReport(text: string): Report | Fault {
  const lines = readLines(text);
  if (!lines) return "described_line";
  const { said, fields } = lines;
  const rule = readRule(lines);
  if (!rule) return "described_signature";
  if (isTheirsAlone(rule) && !rule.key) return "described_key";
  const [reference, status, amount] = ["reference", "status", "amount"].map((name) => said.get(name) ?? "");
  const field = said.get("currency");
  const always = fields.find(([name]) => name === "currency")?.[1];
  const states = new Map(STATES.flatMap((state) => wordsOf(said.get(state)).map((value) => [value, state] as const)));
  if (!(reference && status && amount && (field || always)) || ![...states.values()].includes("paid")) return "described_report";
  // What is not signed may be anybody's.
  if ([reference, status, amount, ...(field ? [field] : [])].some((name) => !rule.signed.includes(name))) return "described_signature";
  const currency = field ? { field } : { always: always! };
  return { rule, reference, status, amount, isDecimal: said.get("unit") === "decimal", currency, id: said.get("id") ?? null, states };
}

export type Described = { page: Page; report: Report; enquiry: Sending | null };

/** What operators have described; null while it is not whole. */
export function describedBy(settings: SettingValues): Described | null {
  const [page, report, enquiry] = [
    readPage(String(settings.page ?? "")),
    readReport(String(settings.report ?? "")),
    readEnquiry(String(settings.enquiry ?? "")),
  ];
  return typeof page === "string" || typeof report === "string" || typeof enquiry === "string" ? null : { page, report, enquiry };
}

/** For the form: what is wrong is said at its field. */
export function shapeOf(read: (text: string) => unknown): z.ZodType<string> {
  return z.string().superRefine((text, context) => {
    const fault = read(text);
    if (typeof fault === "string") context.addIssue({ code: "custom", message: fault });
  });
}
