import { log } from "./log.ts";

/**
 * Names that were replaced, as the time-zone database's `backward` file has them. ICU, and so `supportedValuesOf`, still lists the former
 * ones; some browsers report these, some those. Both mean the same rules.
 */
const RENAMED: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** Names that Node knows: to ask it costs more than a query, and each read of the settings does. */
const known = new Set<string>();

/** Whether Node knows rules for this name, present or former. A bare offset is none: it has no summer. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  if (!/^[A-Z][\w+/-]*$/i.test(name) || /^GMT[+-]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    known.add(name);
    return true;
  } catch {
    return false;
  }
}

const said = new Set<string>();

/**
 * The zone whose rules hold for a stored name, which a newer Node may have written: that, or the other name of it that is known here, else
 * `instead`, which is said in the log. It never stops what its days are for.
 */
export function knownZone(stored: string, instead: string): string {
  if (isTimeZone(stored)) return stored;
  const other = RENAMED[stored] ?? Object.keys(RENAMED).find((former) => RENAMED[former] === stored);
  if (other && isTimeZone(other)) return other;
  if (!said.has(stored)) log.error({ timeZone: stored, instead }, "a stored time zone is unknown here; its days are those of another one");
  said.add(stored);
  return instead;
}

/** The zones to choose from, by their present names; `kept` is offered as it is written. */
export function timeZones(kept = "UTC"): string[] {
  const present = Intl.supportedValuesOf("timeZone").map((name) => RENAMED[name] ?? name);
  return ["UTC", ...[...new Set([...present, kept])].filter((name) => name !== "UTC").sort()];
}
