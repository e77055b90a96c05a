import { describe, expect, test } from "vitest";
import { DomainError } from "#lib/kernel/errors.ts";
import { CATALOG, LOCALES, TEMPLATE_KEYS } from "#lib/messages/catalog.ts";
import { checkSource } from "#lib/messages/templates/check-template.ts";
import { shippedText } from "#lib/messages/templates/shipped.ts";

function refusal(subject: string, body: string) {
  try {
    checkSource("welcome", "EMAIL", { subject, body });
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, field: error.field, values: error.values };
    throw error;
  }
}

describe("a template's text", () => {
  test("may use its own and the common variables", () => {
    expect(
      refusal("{{ plan.name }} {{ brand.name }}", "{{ customer.name }} {{ login.password }} {% assign x = plan.name %}{{ x.size }}"),
    ).toBe(undefined);
  });

  test.each([
    ["a", "one\ntwo {{ customer.nam }}", "template_variable_unknown", "body", { name: "customer.nam", line: 2 }],
    ["{{ amount }}", "a", "template_variable_unknown", "subject", { name: "amount", line: 1 }],
    ["a", "{{ plan }}", "template_variable_unknown", "body", { name: "plan", line: 1 }],
    ["a", "x\n\n{{ plan.name | shout }}", "template_filter_unknown", "body", { name: "shout", line: 3 }],
    ["a", "{% if renews_on %}x", "template_syntax", "body", { detail: "tag {% if renews_on %} not closed", line: 1 }],
    ["{{ login.password }}", "a", "template_secret_in_subject", "subject", { name: "login.password" }],
    ["", "a", "required", "subject", undefined],
    ["a", "  ", "required", "body", undefined],
  ])("is refused at its field: %s / %s", (subject, body, code, field, values) => {
    expect(refusal(subject, body)).toEqual({ code, field, values });
  });

  test("that ships is right in every language", () => {
    for (const locale of LOCALES) {
      for (const key of TEMPLATE_KEYS) {
        for (const kind of CATALOG[key].kinds) checkSource(key, kind, shippedText(key, kind, locale));
      }
    }
  });
});
