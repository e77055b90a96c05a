import { describe, expect, it } from "vitest";
import { nextStep } from "#lib/subscriptions/next-step.ts";

const end = new Date("2026-12-01T00:00:00Z");
const retry = new Date("2026-11-24T00:00:00Z");
const active = {
  status: "ACTIVE" as const,
  cancelAtPeriodEnd: false,
  currentPeriodEnd: end,
  renewsAt: end,
  graceUntil: null,
  endedAt: null,
  createdAt: new Date("2026-11-01T00:00:00Z"),
  invoices: [],
};

describe("what happens next", () => {
  it.each([
    ["renews", active, { kind: "renews", at: end }],
    ["becomes paid after the trial", { ...active, status: "TRIALING" as const }, { kind: "trial", at: end }],
    ["ends when canceled", { ...active, cancelAtPeriodEnd: true }, { kind: "ends", at: end }],
    ["ends when the trial is canceled", { ...active, status: "TRIALING" as const, cancelAtPeriodEnd: true }, { kind: "ends", at: end }],
    ["waits for the first login", { ...active, currentPeriodEnd: null, renewsAt: null }, { kind: "waits" }],
    [
      "waits for the first login of its only term",
      { ...active, currentPeriodEnd: null, renewsAt: null, cancelAtPeriodEnd: true },
      { kind: "waitsOnce" },
    ],
    [
      "is tried again",
      { ...active, status: "PAST_DUE" as const, graceUntil: end, invoices: [{ nextAttemptAt: retry }] },
      { kind: "retries", at: retry, graceUntil: end },
    ],
    [
      "is not tried again by itself",
      { ...active, status: "PAST_DUE" as const, invoices: [{ nextAttemptAt: null }] },
      { kind: "retries", at: null, graceUntil: null },
    ],
    ["waits for its payment", { ...active, status: "INCOMPLETE" as const }, { kind: "unfinished" }],
    ["has ended", { ...active, status: "CANCELED" as const, endedAt: end }, { kind: "ended", at: end }],
    ["has expired without a date", { ...active, status: "EXPIRED" as const }, { kind: "ended", at: active.createdAt }],
  ])("%s", (_name, subscription, step) => {
    expect(nextStep(subscription)).toEqual(step);
  });
});
