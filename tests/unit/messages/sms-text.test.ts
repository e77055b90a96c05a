import { expect, test } from "vitest";
import { segmentsOf } from "#lib/messages/templates/segments.ts";
import { smsText } from "#lib/messages/templates/sms-text.ts";

test("a curly quote or a narrow space does not double the price of a text", () => {
  const text = `It’s “on” – 5:30\u202fPM… ${"a".repeat(130)}`;
  expect(segmentsOf(text).segments).toBe(3);
  expect(segmentsOf(smsText(text))).toMatchObject({ encoding: "GSM-7", segments: 1 });
});

test("a text that needs Unicode anyway keeps its typography", () => {
  expect(smsText("مرحبًا – “on”")).toBe("مرحبًا – “on”");
});
