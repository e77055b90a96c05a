import { expect, it } from "vitest";
import { sweepWindow } from "#lib/payments/sweep-window.ts";

const at = (text: string) => new Date(text);
const progress = {
  beganAt: at("2026-04-01T00:00:00Z"),
  readTo: at("2026-05-20T12:00:00Z"),
  windowFrom: null,
  windowTo: null,
};

it("overlaps what was read before by hours", () => {
  expect(sweepWindow(progress, at("2026-05-20T13:00:00.700Z"))).toEqual({
    from: at("2026-05-20T06:00:00Z"),
    to: at("2026-05-20T13:00:00Z"),
    daily: false,
  });
});

it("looks far back once a day", () => {
  expect(sweepWindow({ ...progress, readTo: at("2026-05-20T23:30:00Z") }, at("2026-05-21T00:30:00Z"))).toEqual({
    from: at("2026-05-06T23:30:00Z"),
    to: at("2026-05-21T00:30:00Z"),
    daily: true,
  });
});

it("never looks before it began", () => {
  const { from } = sweepWindow({ ...progress, beganAt: at("2026-05-20T11:00:00Z") }, at("2026-05-20T13:00:00Z"));
  expect(from).toEqual(at("2026-05-20T11:00:00Z"));
});

it("catches up day by day, and looks far back when it has", () => {
  expect(sweepWindow(progress, at("2026-06-20T00:00:00Z"))).toEqual({
    from: at("2026-05-20T06:00:00Z"),
    to: at("2026-05-21T12:00:00Z"),
    daily: false,
  });
  expect(sweepWindow(progress, at("2026-05-21T11:00:00Z"))).toMatchObject({ from: at("2026-05-06T12:00:00Z"), daily: true });
});

it("looks far back on the day that it has caught up with, however late in the day it was left", () => {
  const now = at("2026-05-22T13:00:00Z");
  const { to, daily } = sweepWindow(progress, now);
  expect([to, daily]).toEqual([at("2026-05-21T12:00:00Z"), false]);
  expect(sweepWindow({ ...progress, readTo: to }, now)).toMatchObject({ to: now, daily: true });
  expect(sweepWindow(progress, at("2026-05-21T12:00:01Z"))).toMatchObject({ to: at("2026-05-21T12:00:01Z"), daily: true });
});

it("goes on with the window that was begun, and turns no time round when a clock is set back", () => {
  const begun = { ...progress, windowFrom: at("2026-05-20T06:00:00Z"), windowTo: at("2026-05-20T13:00:00Z") };
  expect(sweepWindow(begun, at("2026-05-20T15:00:00Z"))).toEqual({ from: begun.windowFrom, to: begun.windowTo, daily: false });
  expect(sweepWindow(progress, at("2026-05-20T11:00:00Z")).to).toEqual(progress.readTo);
});
