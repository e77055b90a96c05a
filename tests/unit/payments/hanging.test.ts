import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isDown, isHanging, noteRequest } from "#lib/payments/hanging.ts";

const later = (seconds: number) => vi.advanceTimersByTime(seconds * 1000);

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

test("three long silences in a row, and a gateway is left alone for a minute; then one more is enough", () => {
  noteRequest("a", false, 20_000);
  noteRequest("a", false, 20_000);
  expect(isHanging("a")).toBe(false);
  noteRequest("a", false, 20_000);
  expect(isHanging("a")).toBe(true);
  expect(isHanging("b")).toBe(false);
  later(61);
  expect(isHanging("a")).toBe(false);
  noteRequest("a", false, 20_000);
  expect(isHanging("a")).toBe(true);
});

test("an answer ends it, and a quick refusal does not begin it", () => {
  for (let tries = 0; tries < 3; tries += 1) noteRequest("c", false, 6_000);
  noteRequest("c", true, 10);
  expect(isHanging("c")).toBe(false);
  for (let tries = 0; tries < 9; tries += 1) noteRequest("c", false, 50);
  expect(isHanging("c")).toBe(false);
});

test("three requests in a row without an answer, however quickly, and a gateway is down until it answers, or for a minute", () => {
  for (let tries = 0; tries < 3; tries += 1) noteRequest("d", false, 50);
  expect([isDown("d"), isHanging("d"), isDown("e")]).toEqual([true, false, false]);
  later(61);
  expect(isDown("d")).toBe(false);
  noteRequest("d", false, 50);
  expect(isDown("d")).toBe(true);
  noteRequest("d", true, 50);
  expect(isDown("d")).toBe(false);
});
