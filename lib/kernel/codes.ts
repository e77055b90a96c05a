import { randomBytes } from "node:crypto";

/** Thirty-two letters and digits that are not taken for one another, read out or in print. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A code that nobody guesses, five bits a letter, in groups of `size`: "K7QPM-2XWTR". */
export function randomCode(groups: number, size: number): string {
  const letters = [...randomBytes(groups * size)].map((byte) => LETTERS[byte & 31]);
  return Array.from({ length: groups }, (_, group) => letters.slice(group * size, (group + 1) * size).join("")).join("-");
}
