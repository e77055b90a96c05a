import fc from "fast-check";
import { expect, it } from "vitest";
import { brandVariables, contrast } from "#lib/web/brand-colors.ts";
import { holds } from "#tests/support/property.ts";

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

it("keeps text readable whatever colour the operator chose (WCAG AA)", () =>
  holds(
    fc.property(color, (primaryColor) => {
      const made = brandVariables({ primaryColor, accentColor: "#e5484d" });
      expect(contrast(made["--brand-on"], primaryColor)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(made["--brand-ink-light"], "#ffffff")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(made["--brand-ink-light"], "#f7f7f5")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(made["--brand-ink-dark"], "#14161b")).toBeGreaterThanOrEqual(4.5);
    }),
    2000,
  ));

it("knows the contrast of black on white", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
});
