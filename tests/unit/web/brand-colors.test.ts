import fc from "fast-check";
import { expect, it } from "vitest";
import { brandVariables, contrast } from "#lib/web/shop/brand-colors.ts";
import { holds } from "#tests/support/property.ts";
import { mixOklab } from "./mix-oklab.ts";

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const GROUNDS = {
  light: { plain: ["#ffffff", "#f7f7f5", "#efefec"], surface: "#ffffff", share: 0.09 },
  dark: { plain: ["#14161b", "#0b0c0f", "#1b1e25", "#0f1115"], surface: "#14161b", share: 0.2 },
};

it("keeps text readable whatever colour the operator chose (WCAG AA)", () =>
  holds(
    fc.property(color, (primaryColor) => {
      const made = brandVariables({ primaryColor, accentColor: "#e5484d" });
      expect(contrast(made["--brand-on"], primaryColor)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(made["--brand-on"], made["--brand-hover"])).toBeGreaterThanOrEqual(4.5);
      for (const theme of ["light", "dark"] as const) {
        const { plain, surface, share } = GROUNDS[theme];
        const soft = mixOklab(primaryColor, surface, share);
        for (const ground of [...plain, soft]) expect(contrast(made[`--brand-ink-${theme}`], ground)).toBeGreaterThanOrEqual(4.5);
      }
    }),
    2000,
  ));

it("knows the contrast of black on white", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
});
