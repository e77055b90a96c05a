import type { Visitor } from "#lib/events/count-step.ts";
import type { Random } from "./random.ts";

/** From where visitors of a shop come, and what with: mostly by a search or a link that somebody shared, on a phone. */
export const SOURCES = [
  ["", 34],
  ["google.com", 27],
  ["newsletter", 9],
  ["instagram.com", 8],
  ["l.facebook.com", 6],
  ["youtube.com", 5],
  ["bing.com", 4],
  ["tv-guide.example", 4],
  ["summer-campaign", 3],
] as const;
export const DEVICES = [
  ["PHONE", 56],
  ["DESKTOP", 32],
  ["TABLET", 8],
  ["TV", 4],
] as const;

export function drawVisitor(random: Random, country: string): Visitor {
  return { id: random.uuid(), source: random.weighted(SOURCES), device: random.weighted(DEVICES), country };
}
