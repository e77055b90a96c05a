import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import { woffToTrueType } from "./woff.ts";

export type Weight = 400 | 600;

/** Fonts in the order they are tried. The last has a plain glyph for nearly every character there is, in one weight. */
const FAMILIES: [family: string, subset: string][] = [
  ["inter", "latin"],
  ["inter", "latin-ext"],
  ["inter", "cyrillic"],
  ["inter", "cyrillic-ext"],
  ["inter", "greek"],
  ["inter", "greek-ext"],
  ["inter", "vietnamese"],
  ["noto-sans-arabic", "arabic"],
  ["noto-sans-hebrew", "hebrew"],
  ["noto-sans-thai", "thai"],
  ["noto-sans-devanagari", "devanagari"],
  ["unifontex", "latin"],
];

const opened = new Map<string, { bytes: Buffer; covered: Set<number> }>();

/**
 * The font to draw a grapheme with: the first that has all of its characters. Spaces and punctuation stay with the font before them,
 * so that a run of one script is shaped as one.
 */
export function fontFor(grapheme: string, weight: Weight, before: string | null): string {
  const codes = [...grapheme].map((character) => character.codePointAt(0) as number).filter((code) => !isJoiner(code));
  const covers = (font: string) => codes.every((code) => open(font).covered.has(code));
  if (before && !/[\p{L}\p{N}]/u.test(grapheme) && covers(before)) return before;
  const fonts = FAMILIES.map(([family, subset]) => `${family}-${subset}-${family === "unifontex" ? 400 : weight}`);
  return fonts.find(covers) ?? fonts[fonts.length - 1];
}

/** Zero-width joiners and variation selectors ask for a shape, not for a glyph. */
function isJoiner(code: number): boolean {
  return code === 0x200c || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f);
}

/** The bytes of a font that `fontFor` named. */
export function fontBytes(font: string): Buffer {
  return open(font).bytes;
}

function open(font: string): { bytes: Buffer; covered: Set<number> } {
  let known = opened.get(font);
  if (!known) {
    const family = FAMILIES.map(([name]) => name).find((name) => font.startsWith(`${name}-`)) as string;
    const file = join(/* turbopackIgnore: true */ process.cwd(), "node_modules/@fontsource", family, "files", `${font}-normal.woff`);
    const bytes = woffToTrueType(readFileSync(file));
    known = { bytes, covered: new Set((create(bytes) as Font).characterSet) };
    opened.set(font, known);
  }
  return known;
}
