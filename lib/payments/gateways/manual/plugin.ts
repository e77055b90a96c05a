import { z } from "zod";
import { compactIban, isIban } from "#lib/kernel/iban.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { DAYS, manualGateway } from "./gateway.ts";

const iban = z.string().transform(compactIban).refine(isIban, "invalid_iban");
const bic = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/, "invalid_bic");
const days = z.string().regex(/^[1-9]\d?$/, "invalid_number");

const AHEAD = "1 to 99. Of plans that renew; at the earliest when the period before begins.";

/** Its id is that of payments that operators record (`lib/billing/settling/record-payment.ts`), whichever way the viewer had chosen. */
export const manual: GatewayPlugin = {
  id: "manual",
  label: "Bank transfer, cash or cheque",
  offered: false,
  keys: [],
  settings: [
    { name: "payee", label: "Account holder", hint: "Who gets the money.", kind: "line", max: 70, required: true },
    { name: "iban", label: "IBAN", kind: "line", max: 42, shape: iban },
    { name: "bic", label: "BIC", kind: "line", max: 11, shape: bic },
    { name: "bank", label: "Bank", kind: "line", max: 70 },
    { name: "account", label: "Account number", hint: "Where accounts have no IBAN.", kind: "line", max: 40 },
    { name: "branch", label: "Branch or sort code", kind: "line", max: 40 },
    { name: "cash", label: "Where to pay in cash", hint: "Empty: no cash.", kind: "text", max: 300 },
    { name: "cheque", label: "Where to send cheques", hint: "Empty: no cheques.", kind: "text", max: 300 },
    { name: "note", label: "What else viewers should know", kind: "text", max: 500 },
    { name: "days", label: "Days to wait for the money", hint: "1 to 99.", kind: "line", max: 2, default: DAYS, shape: days },
    { name: "ahead", label: "Days before a period that it is asked for", hint: AHEAD, kind: "line", max: 2, default: DAYS, shape: days },
  ],
  declines: {},
  open: () => manualGateway,
};
