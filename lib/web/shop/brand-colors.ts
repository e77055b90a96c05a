const LIGHT_SURFACE = "#f7f7f5";
const DARK_SURFACE = "#1b1e25";

/**
 * The operator's colours as CSS variables for `<html style>`. Text in the brand's colour is darkened or lightened until it reaches
 * WCAG AA (4.5:1) on the light and the dark surfaces, tinted ones too; text on the brand's colour is black or white, whichever reads
 * better, and reads better still while the pointer is on it.
 */
export function brandVariables(brand: { primaryColor: string; accentColor: string }): Record<`--${string}`, string> {
  const on = textOn(brand.primaryColor);
  return {
    "--brand": brand.primaryColor,
    "--brand-on": on,
    "--brand-hover": mix(brand.primaryColor, on === "#ffffff" ? "#000000" : "#ffffff", 0.12),
    "--brand-ink-light": readable(brand.primaryColor, LIGHT_SURFACE, "#000000"),
    "--brand-ink-dark": readable(brand.primaryColor, DARK_SURFACE, "#ffffff"),
    "--accent": brand.accentColor,
  };
}

/** White where it reads well enough, else black: one of the two always reaches 4.58:1. */
function textOn(background: string): string {
  return contrast("#ffffff", background) >= 4.5 ? "#ffffff" : "#000000";
}

/** `color`, mixed towards `pole` in steps until it is readable on `surface`, with room for a tinted surface. */
function readable(color: string, surface: string, pole: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, pole, share);
    if (contrast(mixed, surface) >= 5.5) return mixed;
  }
  return pole;
}

/** The WCAG 2 contrast ratio of two `#rrggbb` colours. */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(color: string, pole: string, share: number): string {
  const ends = channels(pole);
  const mixed = channels(color).map((value, index) => Math.round(value + (ends[index] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}
