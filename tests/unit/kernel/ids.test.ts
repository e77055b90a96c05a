import { expect, test } from "vitest";
import { firstId, newId } from "#lib/kernel/ids.ts";

test("an id is a UUIDv7 of its instant", () => {
  const id = newId(Date.UTC(2027, 0, 1));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(Date.UTC(2027, 0, 1));
});

test("ids of one millisecond sort in the order they were made", () => {
  const made = Array.from({ length: 1000 }, () => newId(Date.UTC(2027, 0, 1)));
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(1000);
});

test("the first id of an instant is above all before it, and below all of it", () => {
  const at = Date.UTC(2027, 0, 1);
  const [before, first, then] = [newId(at - 1), firstId(at), newId(at)];
  expect([then, first, before].toSorted()).toEqual([before, first, then]);
});
