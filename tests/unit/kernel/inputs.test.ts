import { describe, expect, it } from "vitest";
import { renewalsForm } from "#app/operator/settings/forms.ts";
import { personName } from "#lib/customers/profile.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { optionalDate, percentAsPpm, requiredText, typedAmount, wholeNumber } from "#lib/kernel/inputs.ts";
import { phoneNumber } from "#lib/kernel/phone.ts";
import { nameInLetter } from "#lib/messages/sending/name-in-letter.ts";

describe("an email address", () => {
  it.each([
    ["Zoe@Example.com", "zoe@example.com"],
    ["o'neil&sons/!=#~$%@example.com", "o'neil&sons/!=#~$%@example.com"],
    ["zoe@bücher.example", "zoe@xn--bcher-kva.example"],
    ["zoe@xn--bcher-kva.example", "zoe@xn--bcher-kva.example"],
    ["zoe@почта.рф", "zoe@xn--80a1acny.xn--p1ai"],
    ["zoe@例え。テスト", "zoe@xn--r8jz45g.xn--zckzah"],
    ["\u202azoe@example.com\u202c", "zoe@example.com"],
    ["\u2066zoe\u200b@exam\u200bple.com\u2069 ", "zoe@example.com"],
  ])("%s is %s", (typed, read) => expect(emailAddress.parse(typed)).toBe(read));

  it.each([
    "zoe",
    "zoe@",
    "@example.com",
    "a b@example.com",
    "zoe@localhost",
    "zoe@1.2.3.4",
    ".zoe@example.com",
    "z..e@example.com",
    "a@b@c.com,d@e.com",
    "zoe@exa_mple.com",
    "zoé@example.com",
    "zoe@-a.com",
    `${"a".repeat(65)}@example.com`,
    "zoe@example.com\nbcc: x@y.zz",
    "<zoe@example.com>",
  ])("%j is none", (typed) => expect(emailAddress.safeParse(typed).success).toBe(false));
});

it("reads a number or a code that was copied with its marks", () => {
  expect(phoneNumber.parse("\u202a+49 151 1234 5678\u202c")).toBe("+4915112345678");
  expect(wholeNumber(1, 99).parse("\u206612\u2069")).toBe(12);
  expect(percentAsPpm.parse("\u200b19\u200e")).toBe(190_000);
});

it.each([
  "+49 151 23456789",
  "0049 151 23456789",
  "(+49) 151/23456789",
  "(0049) 151-23456789",
  "tel:+4915123456789",
  "＋49 151 23456789",
  "٠٠٤٩ ١٥١ ٢٣٤٥٦٧٨٩",
])("a phone number with its country code, however it is written: %s", (typed) => expect(phoneNumber.parse(typed)).toBe("+4915123456789"));

it("an empty field is no 0, digits of the reader's language are read, and what is half a number is none", () => {
  const days = wholeNumber(0, 90);
  const said = (typed: unknown) => days.safeParse(typed).error?.issues[0].message;
  expect(["", " ", "\u200b", undefined].map(said)).toEqual(Array(4).fill("required"));
  expect(["5-7", "2.5", "0x10", "1e1", "3 days"].map(said)).toEqual(Array(5).fill("invalid_number"));
  expect(["-1", "91"].map(said)).toEqual(["out_of_range", "out_of_range"]);
  expect(["0", "٢١", "۲۱", 21].map((typed) => days.parse(typed))).toEqual([0, 21, 21, 21]);
  const { graceDays, retryAfterDays } = renewalsForm.shape;
  expect(graceDays.safeParse("").error?.issues[0].message).toBe("required");
  expect(retryAfterDays.parse("٢، ٧، ١٤")).toEqual([2, 7, 14]);
});

describe("a name", () => {
  it.each(["\u200b", "\u2066\u2069", "\u3164", "\u2800 \u00ad", "\u200d", " \u0301"])("of nothing to see (%j) is none", (typed) => {
    expect(personName.safeParse(typed).error?.issues[0].message).toBe("required");
    expect(requiredText(60).safeParse(typed).success).toBe(false);
  });

  it("is kept on one line, composed, and with the marks that its letters need", () => {
    expect(personName.parse("  Jose\u0301\r\n\u202eGarci\u0301a ")).toBe("José García");
    expect(personName.parse("نیلوفر\u200cی")).toBe("نیلوفر\u200cی");
  });

  it.each([
    ["Zoë Müller", "Zoë Müller"],
    ["J.R. Smith", "J. R. Smith"],
    ["Win at https://evil.example/prize\nnow", "Win at https evil. example prize now"],
    ["www。evil。example", "www。 evil。 example"],
    ["a@evil.example", "a evil. example"],
  ])("says nothing in a letter that becomes a link: %j", (name, said) => expect(nameInLetter(name)).toBe(said));
});

it("knows Kosovo", () => expect(isCountry("XK")).toBe(true));

it.each(["EUR", "KWD", "JPY"])("an amount in %s is at most what is written down, with fee and tax on top", (currency) => {
  const most = typedAmount("9999999999999999", currency) ?? typedAmount("999999999999999", currency);
  expect(most! * 4n).toBeLessThan(2n ** 63n);
});

describe("a day", () => {
  it.each(["2026-02-29", "0000-01-01", "0199-12-31", "9999-12-31", "+010000-01-01", "-000001-01-01", "2026-1-1"])(
    "is not %s: a database or a calendar does not hold it, or nobody means it",
    (typed) => expect(optionalDate.safeParse(typed).error?.issues[0].message).toBe("invalid_date"),
  );
});
