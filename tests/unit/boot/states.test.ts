import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import * as enums from "#lib/db/generated/enums.ts";

const STATES = Object.entries(enums)
  .filter(([name]) => name.endsWith("Status"))
  .map(([name, values]) => ({ name, values: Object.keys(values) }));

const files = globSync("{app,components,lib,prisma,scripts}/**/*.{ts,tsx}").filter((file) => !file.startsWith("lib/db/generated/"));

it("knows every kind of state", () => {
  expect(STATES.map(({ name }) => name).sort()).toEqual(
    [
      "AnswerStatus",
      "DisputeStatus",
      "ExportStatus",
      "InvoiceStatus",
      "MessageStatus",
      "OrderStatus",
      "PayoutStatus",
      "PlanStatus",
      "PriceNoticeStatus",
      "StorePurchaseStatus",
      "SubscriptionStatus",
      "TransactionStatus",
    ].sort(),
  );
});

it("says what several states have in common in the state.ts of their room alone", () => {
  const elsewhere = files.filter((file) => basename(file) !== "state.ts");
  expect(elsewhere.flatMap((file) => listed(readFileSync(file, "utf8")).map((states) => `${file}: ${states}`))).toEqual([]);
});

it.each([
  'where: { status: { in: ["PENDING", "UNKNOWN"] } }',
  'z.enum([\n  "PENDING",\n  "UNKNOWN",\n])',
  `Prisma.sql\`"status" IN ('PENDING', 'UNKNOWN')\``,
  'if (last?.status === "PENDING" || last?.status === "UNKNOWN") return;',
  'if (status !== "PENDING" && status !== "UNKNOWN") return;',
  `Prisma.sql\`t."status" = 'PENDING' OR t."status" = 'UNKNOWN'\``,
  'pageAddress(path, { status: "PENDING,UNKNOWN" })',
])("finds states that are listed by hand: %s", (code) => {
  expect(listed(code)).toEqual(["PENDING, UNKNOWN of TransactionStatus"]);
});

it.each([
  'const TONE = { PENDING: "warning", UNKNOWN: "warning" };',
  'return settled ? "SUCCEEDED" : "UNKNOWN";',
  'if (kind === "REFUND" || status === "UNKNOWN") return;',
  '["PENDING", "RETURNED"]',
])("lets one state stand, or one for each: %s", (code) => {
  expect(listed(code)).toEqual([]);
});

/** Two states of one kind beside each other: in a list, or compared with the same thing. */
function listed(code: string): string[] {
  const quoted = `["'](\\w+)["']`;
  const compared = `[!=]==?|=|<>`;
  const pairs = [
    new RegExp(`${quoted}(?=\\s*,\\s*${quoted})`, "g"),
    new RegExp(`(?:${compared})\\s*${quoted}\\s*(?:\\|\\||&&|OR|AND)\\s*[\\w.?"]+\\s*(?:${compared})\\s*${quoted}`, "g"),
    /["'](\w+),(\w+)["']/g,
  ];
  return pairs.flatMap((pair) => [...code.matchAll(pair)]).flatMap(([, one, other]) => ofOneKind(one, other));
}

function ofOneKind(one: string, other: string): string[] {
  const kind = one !== other && STATES.find(({ values }) => values.includes(one) && values.includes(other));
  return kind ? [`${one}, ${other} of ${kind.name}`] : [];
}
