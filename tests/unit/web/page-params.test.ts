import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amountParam,
  choiceParam,
  choicesParam,
  countryParam,
  currencyParam,
  dateParam,
  idParam,
  isFiltered,
  nameParam,
  pageAddress,
  readParams,
  textParam,
} from "#lib/web/lists/page-params.ts";
import { holds } from "#tests/support/property.ts";

const FIELDS = {
  q: textParam(10),
  sort: choiceParam(["new", "old"], "new"),
  kind: choiceParam(["x", "y"]),
  status: choicesParam(["A", "B", "C"]),
  open: idParam(),
  from: dateParam(),
  currency: currencyParam(),
  country: countryParam(),
  gateway: nameParam(),
  min: amountParam("en"),
};
const read = (params: Record<string, string | string[] | undefined>) => readParams(FIELDS, Promise.resolve(params));
const NOTHING = {
  q: "",
  sort: "new",
  kind: null,
  status: [],
  open: null,
  from: null,
  currency: null,
  country: null,
  gateway: null,
  min: null,
};

describe("a page's address", () => {
  it("takes the defaults for what is missing", async () => {
    expect(await read({})).toEqual(NOTHING);
  });

  it("takes what is well formed", async () => {
    const open = "019aa000-0000-7000-8000-000000000001";
    const asked = {
      q: "  Ada ",
      sort: "old",
      kind: "y",
      status: "B,A",
      open,
      from: "2026-02-28",
      currency: "eur",
      country: "de",
      gateway: "stripe",
      min: "10,50",
    };
    expect(await read(asked)).toEqual({
      ...asked,
      q: "Ada",
      status: ["B", "A"],
      currency: "EUR",
      country: "DE",
      min: "10.50",
    });
  });

  it("takes none of two single values, one that is given twice, and all of a repeated choice", async () => {
    const twice = { q: ["one", "two"], kind: ["x", "", "x"], status: ["A", "C", "A"] };
    expect(await read(twice)).toMatchObject({ q: "", kind: "x", status: ["A", "C"] });
  });

  it("takes the default for what is malformed, whatever it is", async () => {
    const bad = {
      sort: "up",
      kind: "",
      open: "1",
      from: "2026-02-30",
      currency: "XXX0",
      country: "Germany",
      gateway: "a b",
      min: "-1",
    };
    expect(await read(bad)).toEqual(NOTHING);
    const anything = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
    await holds(
      fc.asyncProperty(fc.record(Object.fromEntries(Object.keys(FIELDS).map((name) => [name, anything]))), async (params) => {
        await read(params);
      }),
    );
  });

  it.each(["0001-01-01", "0000-00-00", "9999-12-31"])("takes no date of a year such as that of %s", async (from) => {
    expect((await read({ from })).from).toBeNull();
  });

  it("keeps control characters and endless texts from the database", async () => {
    expect((await read({ q: "a\u0000b" })).q).toBe("a b");
    expect((await read({ q: ` ${"x".repeat(10)}\u0000` })).q).toHaveLength(10);
    expect((await read({ q: "x".repeat(11) })).q).toBe("");
  });

  it("leaves empty parameters out and writes lists with commas", () => {
    expect(pageAddress("/x", { a: "", b: null, c: [], d: undefined })).toBe("/x");
    expect(pageAddress("/x", { status: ["A", "B"], q: "a&b" })).toBe("/x?status=A,B&q=a%26b");
  });
});

it("tells a list that is empty from one whose filters find nothing", () => {
  expect(isFiltered({ q: "", status: [], from: null, plan: undefined })).toBe(false);
  expect(isFiltered({ q: "", status: ["A"] })).toBe(true);
  expect(isFiltered({ q: "a" })).toBe(true);
});
