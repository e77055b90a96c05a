import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cursor } from "#lib/db/keyset.ts";
import { encodeCursor } from "#lib/kernel/place.ts";
import { headingSorts, LIST_PARAMS, listAt, readList } from "#lib/web/lists/list-params.ts";
import { choicesParam } from "#lib/web/lists/page-params.ts";
import { holds } from "#tests/support/property.ts";

const SORTS = { date: { first: "desc" }, name: { first: "asc" } } as const;
const FIELDS = { ...LIST_PARAMS, status: choicesParam(["A", "B"]) };
const read = (href: string) => readList(FIELDS, SORTS, Promise.resolve(Object.fromEntries(new URL(href, "http://localhost").searchParams)));
const cursor: Cursor = { direction: "after", key: new Date(1_700_000_000_000), id: "01890a5d-ac96-774b-bcce-b302099a8057" };

describe("a list's address", () => {
  it("keeps its filters, its order and its place when details open and close", async () => {
    const asked = await read("/list?q=ada&status=A,B&sort=name");
    const { closeHref, hrefOf, sort } = listAt("/list", SORTS, { ...asked, cursor });
    expect(sort("date").href).toBe("/list?q=ada&status=A,B");
    expect(closeHref).toBe(`/list?q=ada&status=A,B&sort=name&cursor=${encodeCursor(cursor)}`);
    expect(hrefOf("1")).toBe(`${closeHref}&open=1`);
    expect(await read(hrefOf(cursor.id))).toMatchObject({
      asked: { q: "ada", status: ["A", "B"], from: null, to: null },
      kept: { q: "ada", sort: "name", dir: null },
      sorting: { by: "name", descending: false },
      cursor,
      open: cursor.id,
    });
  });

  it("carries a place there and back, whatever the list is sorted by", async () => {
    const keys = fc.oneof(
      fc.date({ min: new Date(0), max: new Date("2999-01-01"), noInvalidDate: true }),
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
      fc.string({ unit: "grapheme", maxLength: 200 }).map((text) => text.replaceAll("\0", "")),
    );
    await holds(
      fc.asyncProperty(keys, fc.uuid(), fc.boolean(), async (key, id, older) => {
        const place: Cursor = { direction: older ? "after" : "before", key, id };
        expect((await read(`/list?cursor=${encodeCursor(place)}`)).cursor).toEqual(place);
      }),
    );
  });

  it("takes the beginning for a place that is none", async () => {
    for (const text of ["", "a", "a.d1", "a.d1.x", `c.d1.${cursor.id}`, `a.x1.${cursor.id}`, `a.d9999999999999999.${cursor.id}`, "a-zz-1"])
      expect((await read(`/list?cursor=${text}`)).cursor).toBeNull();
    await holds(fc.asyncProperty(fc.string(), async (text) => void (await read(`/list?cursor=${encodeURIComponent(text)}`))));
  });
});

describe("a heading", () => {
  const sortOf = async (href: string) => {
    const { kept, sorting } = await read(href);
    return headingSorts("/list", SORTS, kept, sorting);
  };

  it("sorts by its column the way that is wanted first, then turns round, and keeps the filters but not the place", async () => {
    const own = await sortOf(`/list?q=ada&cursor=${encodeCursor(cursor)}`);
    expect(own("date")).toEqual({ href: "/list?q=ada&dir=asc", order: "descending" });
    expect(own("name")).toEqual({ href: "/list?q=ada&sort=name", order: undefined });
    const turned = await sortOf("/list?dir=asc");
    expect(turned("date")).toEqual({ href: "/list", order: "ascending" });
    const byName = await sortOf("/list?sort=name");
    expect(byName("name")).toEqual({ href: "/list?sort=name&dir=desc", order: "ascending" });
    expect(byName("date")).toEqual({ href: "/list", order: undefined });
  });

  it("that cannot be read is said, as a filter is", async () => {
    expect(await read("/list?sort=colour&dir=up")).toMatchObject({
      unreadable: { sort: "colour", dir: "up" },
      sorting: { by: "date", descending: true },
    });
  });
});
