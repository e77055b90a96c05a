import type pg from "pg";
import { textArray } from "./encode.ts";
import { REGIONS } from "./names.ts";

/** What names are found by, as PostgreSQL says: there are some thousands of names among hundreds of thousands of viewers. */
export async function wordsOfNames(client: pg.Client): Promise<Map<string, string[]>> {
  const names = new Set(REGIONS.flatMap(({ names }) => names.first.flatMap((first) => names.last.map((last) => `${first} ${last}`))));
  const { rows } = await client.query(`SELECT "name", search_words("name") AS "words" FROM unnest($1::text[]) "name"`, [[...names]]);
  return new Map(rows.map(({ name, words }) => [name, words]));
}

/** What a viewer is found by: the same as `person_words` in SQL, for addresses and logins of plain letters and digits. It is called for each viewer, and there it takes minutes. */
export function personWords(ofName: string[], email: string, phone: string | null, login: string): Uint8Array {
  const [local, host] = email.split("@");
  const parts = local.split(/[^0-9a-z]+/).filter(Boolean);
  const words = new Set([...ofName, ...joined(parts), ...parts, ...parts.map(contracted), email, host]);
  for (const end of suffixes((phone ?? "").replace(/[^0-9]/g, ""), 4)) words.add(end);
  for (const end of suffixes(login.toLowerCase().replace(/^tv-|-/g, ""), 3)) words.add(end);
  words.delete("");
  return textArray([...words]);
}

/** Short words that are said as one with the next. */
function joined(words: string[]): string[] {
  const found: string[] = [];
  let run = "";
  for (const word of words) {
    if (run) found.push(run + word);
    run = word.length <= 3 && run.length < 6 ? run + word : "";
  }
  return found;
}

function contracted(word: string): string {
  return word.replaceAll("ae", "a").replaceAll("oe", "o").replaceAll("ue", "u").replaceAll("aa", "a");
}

function suffixes(word: string, shortest: number): string[] {
  return Array.from({ length: Math.max(word.length - shortest + 1, 0) }, (_, from) => word.slice(from));
}
