import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentsOf } from "#lib/messages/templates/segments.ts";
import { holds } from "#tests/support/property.ts";

const gsm = fc.string({ unit: fc.constantFrom("a", "Z", "é", "\n", "€", "[", "|"), maxLength: 500 });
const any = fc.string({ unit: fc.constantFrom("a", "я", "’", "😜", "ب"), maxLength: 300 });

describe("segmentsOf", () => {
  it.each([
    ["", 0, 1],
    ["a".repeat(160), 160, 1],
    ["a".repeat(161), 161, 2],
    ["a".repeat(306), 306, 2],
    ["a".repeat(307), 307, 3],
  ])("counts a plain text (%#)", (text, units, segments) => expect(segmentsOf(text)).toEqual({ encoding: "GSM-7", units, segments }));

  it("turns to UCS-2 for a single curly quote", () => {
    expect(segmentsOf(`it's ${"a".repeat(100)}`).segments).toBe(1);
    expect(segmentsOf(`it’s ${"a".repeat(100)}`)).toEqual({ encoding: "UCS-2", units: 105, segments: 2 });
  });

  it("holds every unit, and wastes at most one a segment", () =>
    holds(
      fc.property(fc.oneof(gsm, any), (text) => {
        const { encoding, units, segments } = segmentsOf(text);
        const [single, part] = encoding === "GSM-7" ? [160, 153] : [70, 67];
        if (units <= single) {
          expect(segments).toBe(1);
          return;
        }
        expect(segments).toBeGreaterThanOrEqual(Math.ceil(units / part));
        expect(segments).toBeLessThanOrEqual(Math.ceil(units / (part - 1)));
        if (encoding === "UCS-2") expect(units).toBe(text.length);
      }),
    ));

  it("never shrinks when text is added", () =>
    holds(
      fc.property(fc.oneof(gsm, any), any, (text, more) => {
        expect(segmentsOf(text + more).segments).toBeGreaterThanOrEqual(segmentsOf(text).segments);
      }),
    ));
});
