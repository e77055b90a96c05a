import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import { woffToTrueType } from "./woff.ts";

export type Weight = 400 | 600;

type Family = { family: string; subset: string; oneWeight?: true };

const FAMILIES: Family[] = [
  { family: "inter", subset: "latin" },
  { family: "inter", subset: "latin-ext" },
  { family: "inter", subset: "cyrillic" },
  { family: "inter", subset: "cyrillic-ext" },
  { family: "inter", subset: "greek" },
  { family: "inter", subset: "greek-ext" },
  { family: "inter", subset: "vietnamese" },
  { family: "noto-sans-arabic", subset: "arabic" },
  { family: "noto-sans-hebrew", subset: "hebrew" },
  { family: "noto-sans-thai", subset: "thai" },
  { family: "noto-sans-devanagari", subset: "devanagari" },
];
const EAST_ASIAN: Family[] = [
  { family: "sawarabi-gothic", subset: "japanese", oneWeight: true },
  { family: "zcool-xiaowei", subset: "chinese-simplified", oneWeight: true },
  { family: "gowun-dodum", subset: "korean", oneWeight: true },
];
/** A plain glyph for nearly every character there is. */
const LAST_RESORT: Family = { family: "unifontex", subset: "latin", oneWeight: true };

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** The fonts to try for a line, in order: of the East Asian ones, which share characters, the one that knows most of it comes first. */
export function fontsFor(line: string, weight: Weight): string[] {
  const shared = [...line].filter((character) => HAN.test(character)).map((character) => character.codePointAt(0) as number);
  const known = (font: string) => shared.filter((code) => open(font).covered.has(code)).length;
  const eastAsian = shared.length > 0 ? EAST_ASIAN.map((family) => nameOf(family, weight)).sort((a, b) => known(b) - known(a)) : [];
  return [...FAMILIES.map((family) => nameOf(family, weight)), ...eastAsian, nameOf(LAST_RESORT, weight)];
}

/**
 * The font to draw a grapheme with: the first that has all of its characters. Spaces and punctuation stay with the font before them,
 * so that a run of one script is shaped as one.
 */
export function fontFor(grapheme: string, fonts: string[], before: string | null): string {
  const codes = [...grapheme].map((character) => character.codePointAt(0) as number).filter((code) => !isJoiner(code));
  const covers = (font: string) => codes.every((code) => open(font).covered.has(code));
  if (before && !/[\p{L}\p{N}]/u.test(grapheme) && covers(before)) return before;
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

/** A font's name is its file's: `<family>/<family>-<subset>-<weight>`. */
function nameOf({ family, subset, oneWeight }: Family, weight: Weight): string {
  return `${family}/${family}-${subset}-${oneWeight ? 400 : weight}`;
}

const opened = new Map<string, { bytes: Buffer; covered: Set<number> }>();

function open(font: string): { bytes: Buffer; covered: Set<number> } {
  let known = opened.get(font);
  if (!known) {
    const [family, file] = font.split("/");
    const path = join(/* turbopackIgnore: true */ process.cwd(), "node_modules/@fontsource", family, "files", `${file}-normal.woff`);
    const bytes = woffToTrueType(readFileSync(path));
    known = { bytes, covered: new Set((create(bytes) as Font).characterSet) };
    opened.set(font, known);
  }
  return known;
}
