import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Cursor } from "#lib/db/keyset.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { type CustomerFilter, customerList } from "#lib/reports/customer-list.ts";
import { findAnything } from "#lib/reports/find-anything.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer } from "./history.ts";

useDatabase();
stopClockAt(new Date("2026-03-01T12:00:00Z"));

const PEOPLE: Record<string, Parameters<typeof addCustomer>[0]> = {
  jose: { name: "José García", email: "jose.garcia+tv@example.com", phone: "+49301234567", serviceUserId: "TV-7K2M-94QX" },
  // The accents stand by themselves, as some keyboards and files have them.
  zoe: {
    name: "Zoe\u0308 Mu\u0308ller-Lu\u0308denscheidt",
    email: "zoe@mail.example.org",
    phone: "+4915112345678",
    company: "Sport & Spiel GmbH",
  },
  mueller: { name: "Mueller Anna", email: "am@example.net", phone: "+393401234567" },
  muller: { name: "Muller Bert", email: "bm@example.net", phone: "+390612345678" },
  inci: { name: "İnci Işık", email: "inci@example.com.tr", phone: "+905321234567" },
  soren: { name: "Søren Kjær", email: "sk@example.dk" },
  obrien: { name: "Aoife O'Brien", email: "aoife@example.ie", phone: "+353871234567" },
  li: { name: "李小龙", email: "li@example.cn" },
  x: { name: "X", email: "only-one@example.com" },
  omar: { name: "عُمَر الأحمد", email: "omar@example.com" },
  ivan: { name: "Иван Щукин", email: "ivan@example.ru", phone: "+79121234567" },
  dung: { name: "Nguyễn Văn Dũng", email: "dung@example.vn" },
  us: { name: "John Smith", email: "js@example.com", phone: "+14155550100", serviceUserId: "TV-8866-5533" },
  sian: { name: "Siân Ó Briain", email: "so@example.com", phone: "+442079460958" },
  ljubisa: { name: "Ljubiša Đorđević", email: "lj@example.com" },
  maria: { name: "María De la Cruz", email: "mc@example.com" },
  luc: { name: "Jean-Luc Picard", email: "jean_luc@star-fleet.example.com" },
  vera: { name: "Vera", email: emailAddress.parse("vera@bücher.example") },
};
const FILTER = { q: "", state: null, country: null, from: null, to: null };
const names = new Map<string, string>();
const found = async (q: string) => {
  const { page, counted } = await customerList({ ...FILTER, q }, "UTC", null);
  const { rows } = page;
  expect(counted).toEqual({ count: rows.length, more: false });
  const palette = (await findAnything(q)).filter((one) => one.kind === "customer").map((one) => names.get(one.id));
  expect(palette.sort()).toEqual(rows.map((row) => names.get(row.id)).sort());
  return palette;
};

beforeAll(async () => {
  for (const [key, values] of Object.entries(PEOPLE)) names.set((await addCustomer(values)).id, key);
});

describe("the person on the phone is found", () => {
  it.each([
    ["Jose", ["jose"]],
    ["José", ["jose"]],
    ["JOSÉ GARCIA", ["jose"]],
    ["jose\u0301", ["jose"]],
    ["garcia jose", ["jose"]],
    ["García, José", ["jose"]],
    ["gar jo", ["jose"]],
    ["Müller", ["mueller", "muller", "zoe"]],
    ["Mueller", ["mueller", "muller", "zoe"]],
    ["Muller", ["mueller", "muller", "zoe"]],
    ["müll", ["mueller", "muller", "zoe"]],
    ["Zoë", ["zoe"]],
    ["zoe müller-lüdenscheidt", ["zoe"]],
    ["Luedenscheidt", ["zoe"]],
    ["sport spiel", ["zoe"]],
    ["inci ışık", ["inci"]],
    ["INCI ISIK", ["inci"]],
    ["İNCİ", ["inci"]],
    ["soren kjaer", ["soren"]],
    ["Søren", ["soren"]],
    ["Soeren", ["soren"]],
    ["obrien", ["obrien"]],
    ["O'Brien", ["obrien"]],
    ["o’brien", ["obrien"]],
    ["brien", ["obrien"]],
    ["李", ["li"]],
    ["小龙", ["li"]],
    ["x", ["x"]],
    ["X", ["x"]],
    ["عمر", ["omar"]],
    ["الاحمد", ["omar"]],
    ["щукин", ["ivan"]],
    ["ИВАН", ["ivan"]],
    ["nguyen van dung", ["dung"]],
    ["Dũng", ["dung"]],
    ["Ó Briain", ["sian"]],
    ["obriain", ["sian"]],
    ["delacruz", ["maria"]],
    ["djordjevic", ["ljubisa"]],
    ["Dordevic", ["ljubisa"]],
    ["Đorđević", ["ljubisa"]],
  ])("by the name %s", async (q, people) => {
    expect(await found(q)).toEqual(people);
  });

  it.each([
    ["+49301234567", ["jose"]],
    ["0049 30 1234567", ["jose"]],
    ["004930 123 45 67", ["jose"]],
    ["+49 (0)30 123-45-67", ["jose"]],
    ["+49 (0) 30/1234567", ["jose"]],
    ["030.123.4567", ["jose"]],
    ["(030) 1234567", ["jose"]],
    ["030 123", ["jose"]],
    ["\u202a+49 30 1234567\u202c", ["jose"]],
    ["\u200b030\u00a01234567\ufeff", ["jose"]],
    ["+49‑30‑1234567", ["jose"]],
    ["٠٣٠ ١٢٣٤٥٦٧", ["jose"]],
    ["0151 12345678", ["zoe"]],
    ["06 12345678", ["muller"]],
    ["340 1234567", ["mueller"]],
    ["0532 123 45 67", ["inci"]],
    ["8 (912) 123-45-67", ["ivan"]],
    ["+44 0207946 0958", ["sian"]],
    ["0044 020 7946 0958", ["sian"]],
    ["tel:+442079460958", ["sian"]],
    ["011 1 415 555 0100", ["us"]],
    ["011 44 20 7946 0958", ["sian"]],
    ["+39 06 12345678", ["muller"]],
    ["12345678", ["muller", "zoe"]],
  ])("by the number %s", async (q, people) => {
    expect(await found(q)).toEqual(people);
  });

  it.each([
    "TV-7K2M-94QX",
    "tv-7k2m-94qx",
    "TV7K2M94QX",
    "7k2m94qx",
    "7K2M",
    "94qx",
    "2m94",
    "tv-7k2m",
    "TV 7K2M 94QX",
    "\u20667K2M-94QX\u2069",
    "TV7K2M-94QX",
    "TV–7K2M–94QX",
    "7K2M—94QX",
    "TV_7K2M_94QX",
    "tv: 7K2M 94QX",
    "7K2M94QX.",
  ])("by the TV login %s", async (q) => {
    expect(await found(q)).toEqual(["jose"]);
  });

  it.each([
    "jose.garcia+tv@example.com",
    "JOSE.GARCIA+TV@EXAMPLE.COM",
    "jose.garcia",
    "José García <jose.garcia+tv@example.com>",
    '"García, J." <jose.garcia+tv@example.com>',
    "jose.garcia+tv@",
    "\u200bjose.garcia+tv@example.com",
  ])("by the address %s", async (q) => {
    expect(await found(q)).toEqual(["jose"]);
  });

  it.each(["TV–8866–5533", "tv8866-5533", "TV_8866_5533", "TV 8866-5533", "8866-5533"])("by the TV login of digits %s", async (q) => {
    expect(await found(q)).toEqual(["us"]);
  });

  it.each([
    ["vera@bücher.example", "vera"],
    ["Vera ‹vera@bücher.example›", "vera"],
    ["Vera <vera@bücher.example>", "vera"],
    ["bücher.example", "vera"],
    ["@BÜCHER.ex", "vera"],
    ["vera@xn--bcher-kva.example", "vera"],
    ["star-fleet.example.com", "luc"],
    ["@star-fleet", "luc"],
    ["mailto:jean_luc@star-fleet.example.com", "luc"],
    ["jean_luc@star-fleet.example.com.", "luc"],
    ["Jean-Luc Picard (jean_luc@star-fleet.example.com)", "luc"],
    ["[jean_luc@star-fleet.example.com]", "luc"],
  ])("by the address as it is said or pasted: %s", async (q, who) => {
    expect(await found(q)).toEqual([who]);
  });

  it("by the domain, and not by its ending", async () => {
    expect(await found("@mail.example.org")).toEqual(["zoe"]);
    expect(await found("mail.example.org")).toEqual(["zoe"]);
    expect(await found("com")).toEqual([]);
  });

  it.each(["", " ", "%", "_", "'", "\\", ":*", "!", "()", "' & '", "<>", "@", "-", "\u200b", "a' | 'b", "x\\'", "🙂"])(
    "by nothing in %j, and nothing breaks",
    async (q) => {
      if (q.trim() && q !== "x\\'") expect(await found(q)).toEqual([]);
    },
  );

  it("as they are called now", async () => {
    const id = [...names].find(([, key]) => key === "soren")![0];
    await db.customer.update({ where: { id }, data: { name: "Sören Kjärgaard", phone: "+4520123456" } });
    expect(await found("kjærgaard")).toEqual(["soren"]);
    expect(await found("20 12 34 56")).toEqual(["soren"]);
    expect(await found("kjær")).toEqual(["soren"]);
    await db.customer.update({ where: { id }, data: { name: PEOPLE.soren!.name } });
  });
});

describe("a name that very many have", () => {
  const MANY = 10_001;
  beforeAll(async () => {
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`ALTER TABLE "Customer" DISABLE TRIGGER customer_words`;
      await tx.$executeRaw`
        INSERT INTO "Customer" ("id", "email", "name", "serviceUserId", "servicePassword", "createdAt", "updatedAt", "words")
        SELECT gen_random_uuid(), n || '@many.example', 'Zacharias ' || n, 'many-' || n, 'x', timestamptz '2026-01-01' + n * interval '1 second', now(),
               ARRAY['zacharias', n::text] FROM generate_series(1, ${MANY}::int) n`;
      await tx.$executeRaw`ALTER TABLE "Customer" ENABLE TRIGGER customer_words`;
    });
  });
  const list = (q: string, cursor: Cursor | null = null, sorting?: CustomerFilter["sorting"]) =>
    customerList({ ...FILTER, q, sorting }, "UTC", cursor);

  it("is not counted to the end, and listed newest first, page by page", async () => {
    const { page, ...first } = await list("Zacharias");
    expect(first).toMatchObject({ common: true, counted: { count: MANY - 1, more: true } });
    const { page: second } = await list("zacharias", page.after);
    expect([...page.rows, ...second.rows].map((row) => row.name)).toEqual(Array.from({ length: 100 }, (_, n) => `Zacharias ${MANY - n}`));
  });

  it("says so where it was asked for by name, and goes on from page to page", async () => {
    const sorting = { by: "name", descending: false } as const;
    const first = await list("Zacharias", null, sorting);
    expect(first.sorting).toBeUndefined();
    expect((await list("Zacharias", first.page.after, sorting)).page.rows[0].name).toBe(`Zacharias ${MANY - 50}`);
    const few = await list("Zacharias 100", null, sorting);
    expect([few.sorting, few.counted, few.common]).toEqual([sorting, { count: 13, more: false }, false]);
  });

  it("of fewer the number is exact, and of everybody it is said that they are more", async () => {
    expect(await list("Zacharias 99")).toMatchObject({ common: false, counted: { count: 111, more: false } });
    expect(await list("")).toMatchObject({ common: false, counted: { count: 1_000, more: true } });
  });
});
