import bidiFactory from "bidi-js";
import { fontFor, fontsFor, type Weight } from "./fonts.ts";

const bidi = bidiFactory();

/** A stretch of text in one font and one direction, as it is handed to the PDF's shaper. */
export type Run = { text: string; font: string };

/** Scripts that the shaper turns round by itself. */
const TURNED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Marks that steer direction have done so once the levels are known; they have no glyph. */
const STEERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** First strong isolate: what follows, up to `POP`, takes its own direction. */
export const ISOLATE = "\u2068";
const POP = "\u2069";

/** A name, an address or a number, set in its own direction whatever the document's is; HTML's <bdi>. */
export function isolated(text: string): string {
  return `${ISOLATE}${text}${POP}`;
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The runs of one line in the order they are drawn, from left to right (Unicode's bidirectional algorithm, UAX #9). */
export function visualRuns(line: string, direction: "ltr" | "rtl", weight: Weight): Run[] {
  const embedding = bidi.getEmbeddingLevels(line, direction);
  const mirrored = bidi.getMirroredCharactersMap(line, embedding.levels);
  const fonts = fontsFor(line, weight);
  const runs: { text: string; font: string; level: number; start: number; end: number }[] = [];
  for (const { segment, index } of graphemes.segment(line)) {
    const level = embedding.levels[index];
    const text = (mirrored.get(index) ?? segment).replace(STEERING, "");
    const last = runs.at(-1);
    const font = text ? fontFor(text, fonts, last?.level === level ? last.font : null) : (last?.font ?? fonts[0]);
    if (last && last.level === level && last.font === font) {
      last.text += text;
      last.end = index + segment.length;
    } else {
      runs.push({ text, font, level, start: index, end: index + segment.length });
    }
  }
  return reorder(runs).map(({ text, font, level }) => ({ font, text: turn(text, level) }));
}

/** From the highest level down to the lowest odd one, every stretch at or above it is turned round. */
function reorder<T extends { level: number }>(runs: T[]): T[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map((run) => run.level));
  for (let level = highest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      if (ordered[start].level < level) continue;
      let end = start;
      while (end < ordered.length && ordered[end].level >= level) end += 1;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}

/** Text in the order that comes out right after the shaper: it turns round the scripts it knows, whatever we want. */
function turn(text: string, level: number): string {
  const isTurned = TURNED.test(text);
  const shouldBe = level % 2 === 1;
  return isTurned === shouldBe
    ? text
    : [...graphemes.segment(text)]
        .map(({ segment }) => segment)
        .reverse()
        .join("");
}
