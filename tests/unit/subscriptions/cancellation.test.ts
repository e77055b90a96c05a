import { describe, expect, test } from "vitest";
import { cancels, isUndoable } from "#lib/subscriptions/cancellation.ts";

const at = new Date("2026-03-01T12:00:00Z");
const days = (count: number) => new Date(at.getTime() + count * 86_400_000);
const running = {
  status: "ACTIVE" as const,
  cancelAtPeriodEnd: false,
  canceledAt: null,
  currentPeriodEnd: days(10),
  renewsAt: days(10) as Date | null,
  graceUntil: null,
  pausedAt: null,
  endedAt: null,
};

describe("canceling", () => {
  test.each([
    ["runs to the end of what is paid", {}, "at_period_end"],
    ["keeps a term that waits for the first login", { currentPeriodEnd: null, renewsAt: null }, "at_period_end"],
    ["ends at once what is past due", { status: "PAST_DUE" as const, graceUntil: days(5) }, "at_once"],
    ["ends at once what is past its end, where no worker has looked", { currentPeriodEnd: days(-1), renewsAt: days(-1) }, "at_once"],
    [
      "takes up what is paused for the rest of its period",
      { status: "PAUSED" as const, pausedAt: days(-2), renewsAt: days(30) },
      "at_period_end",
    ],
    ["ends at once what is paused without a rest", { status: "PAUSED" as const, pausedAt: days(10), renewsAt: days(30) }, "at_once"],
    ["runs to the end of what is paid before a pause that is to come", { renewsAt: null }, "at_period_end"],
    ["finds nothing left past grace, where no worker has looked", { currentPeriodEnd: days(-9), renewsAt: days(-9) }, null],
    ["finds nothing left when it has ended", { status: "EXPIRED" as const, endedAt: days(-1) }, null],
  ])("%s", (_what, changes, expected) => {
    expect(cancels({ ...running, ...changes }, at, { graceDays: 7, suspendDays: 0 })).toBe(expected);
  });
});

describe("a cancellation", () => {
  const canceled = { ...running, cancelAtPeriodEnd: true, canceledAt: days(-1) };
  test.each([
    ["may be taken back while the period runs", {}, true],
    ["may be taken back before the first login", { currentPeriodEnd: null }, true],
    ["not after its end, where no worker has looked", { currentPeriodEnd: days(-1) }, false],
    ["not when nobody canceled: a plan of one term", { canceledAt: null }, false],
    ["not once it has ended", { status: "CANCELED" as const }, false],
    ["not where there is none", { cancelAtPeriodEnd: false, canceledAt: null }, false],
  ])("%s", (_what, changes, expected) => {
    expect(isUndoable({ ...canceled, ...changes }, at)).toBe(expected);
  });
});
