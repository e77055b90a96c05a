import { describe, expect, it } from "vitest";
import { companyForm, contentForm, invoicingForm, renewalsForm } from "#app/operator/settings/forms.ts";
import { savePlanInput } from "#lib/catalog/save-plan.ts";
import { saveProfileInput as profile } from "#lib/customers/save-profile.ts";
import { optionalLine, optionalText, textLines } from "#lib/kernel/inputs.ts";
import { testChannelInput } from "#lib/messages/sending/test-channel.ts";

const company = companyForm.shape;
const renewals = {
  retryAfterDays: "2",
  graceDays: "21",
  suspendDays: "0",
  renewalDaysBefore: "3",
  trialDaysBefore: "3",
  cardExpiryDaysBefore: "7",
};

describe("marks that came along when it was copied are no part of", () => {
  it.each<[string, () => unknown, unknown]>([
    ["a viewer's VAT id", () => profile.shape.vatId.parse("\u202aDE\u00a0123‑456 789\u202c"), "DE123456789"],
    ["a viewer's VAT id of width zero", () => profile.shape.vatId.parse("\u200bDE123456789"), "DE123456789"],
    ["a viewer's postal code", () => profile.shape.postalCode.parse("\u2066SW1A\u00a01AA\u2069"), "SW1A 1AA"],
    ["the company's VAT id", () => company.vatId.parse("\u202ade 123.456.789\u202c"), "DE123456789"],
    ["the company's postal code", () => company.postalCode.parse("\u200e12345"), "12345"],
    ["a list of days", () => renewalsForm.parse({ ...renewals, retryAfterDays: "\u200e2, 7\u200b" }).retryAfterDays, [2, 7]],
    ["a number to test", () => testChannelInput.parse({ kind: "SMS", to: "\u202a+491511234567\u202c" }).to, "+491511234567"],
    [
      "the prefix of numbers",
      () => invoicingForm.parse({ prefix: "\u200eINV-", creditNotePrefix: "CN-\u200f", footer: "" }).prefix,
      "INV-",
    ],
    [
      "the address of an app",
      () =>
        contentForm.parse({ heroTitle: "", heroText: "", "apps.r0.label": "TV", "apps.r0.url": "\u202ahttps://tv.example\u202c" }).apps[0]
          .url,
      "https://tv.example",
    ],
  ])("%s", (_, read, meant) => expect(read()).toEqual(meant));
});

describe("nothing to see is nothing", () => {
  it.each(["\u200b\u2060", "\u2800", "\u3164", "\u00ad", " \u200d "])("%j", (typed) => {
    for (const name of ["company", "addressLine1", "addressLine2", "city", "region", "postalCode", "vatId"] as const)
      expect(profile.shape[name].parse(typed), name).toBeNull();
    for (const name of ["legalName", "addressLine1", "city", "postalCode", "vatId", "registration"] as const)
      expect(company[name].parse(typed), name).toBe("");
    expect(optionalText(20).parse(typed)).toBe("");
    expect(textLines(5, 20).parse(`HD\n${typed}`)).toEqual(["HD"]);
    expect(savePlanInput.shape.name.safeParse(typed).success).toBe(false);
    expect(contentForm.safeParse({ heroTitle: "", heroText: "", "faq.r0.question": typed, "faq.r0.answer": "Yes" }).success).toBe(false);
  });
});

describe("what stands on one line is kept on one", () => {
  it("in the profile, in the company's address and in a plan's name", () => {
    expect(profile.shape.company.parse("Sport\r\n & \tSpiel\u202e GmbH")).toBe("Sport & Spiel GmbH");
    expect(company.addressLine1.parse("Am Wall 1\nHinterhaus")).toBe("Am Wall 1 Hinterhaus");
    expect(savePlanInput.shape.name.parse("Family\nPlus")).toBe("Family Plus");
  });

  it("but keeps the marks between its letters, and longer text its lines", () => {
    expect(optionalLine(20).parse("نیلوفر\u200cی")).toBe("نیلوفر\u200cی");
    expect(optionalText(20).parse("one\n\ntwo ")).toBe("one\n\ntwo");
  });
});
