import { expect, it } from "vitest";
import { readLink, signLink } from "#lib/kernel/signed-link.ts";

const id = "0197d3a0-1c2b-7a3c-8d4e-5f6071829304";
const until = new Date("2026-12-01T10:00:00Z");
const token = signLink("pay-invoice", id, until);

it("says whose it is until its time is over", () => {
  expect(readLink("pay-invoice", token, new Date("2026-12-01T09:59:59Z"))).toEqual({ id, expired: false });
  expect(readLink("pay-invoice", token, until)).toEqual({ id, expired: true });
  expect(token.length).toBeLessThan(50);
});

it("is nothing once a letter is changed, cut or added", () => {
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === "A" ? "B" : "A";
    expect(readLink("pay-invoice", `${token.slice(0, at)}${other}${token.slice(at + 1)}`, until)).toBeNull();
  }
  for (const wrong of ["", token.slice(1), `${token}AAAA`, "used"]) expect(readLink("pay-invoice", wrong, until)).toBeNull();
});
