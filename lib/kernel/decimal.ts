import { latinDigits } from "./inputs.ts";
import { numberFormat } from "./intl.ts";

const SPACE = "\u0020\u00a0\u2009\u202f";
const ARABIC: Record<string, string> = { "٫": ".", "٬": "'" };

/**
 * A number as people type it ("12,50", "1.234,50", "1 234.50", "١٢٫٥٠") as a plain decimal text ("1234.50"); null when it is none.
 * Comma and point are read alike: the last of two kinds is the decimal one, one that comes twice groups thousands. Only "1,234" can mean
 * two numbers; there `locale` says which it is.
 */
export function readDecimal(text: string, locale: string): string | null {
  const plain = latinDigits(text)
    .replace(/\p{Cf}/gu, "")
    .replace(/[٫٬]/g, (mark) => ARABIC[mark])
    .replace(/[’`]/g, "'")
    .replace("\u2212", "-")
    .trim();
  const match = /^(-?)([\d.,' \u00a0\u2009\u202f]{1,40})$/.exec(plain);
  if (!match) return null;
  const [, sign, digits] = match;
  const at = decimalAt(digits, locale);
  const whole = ungrouped(digits.slice(0, at));
  const fraction = digits.slice(at + 1);
  if (whole === null || !/^\d*$/.test(fraction) || whole + fraction === "") return null;
  return `${sign}${whole || "0"}${fraction && `.${fraction}`}`;
}

/** Where the decimal mark stands; the text's length when there is none. */
function decimalAt(digits: string, locale: string): number {
  const marks = digits.replace(/\d/g, "");
  const last = marks.at(-1);
  if (last !== "." && last !== ",") return digits.length;
  const at = digits.lastIndexOf(last);
  if (marks.length > 1) return new Set(marks).size > 1 && digits.indexOf(last) === at ? at : digits.length;
  const couldGroup = /^[1-9]\d{0,2}$/.test(digits.slice(0, at)) && digits.length - at === 4;
  return couldGroup && last === groupOf(locale) ? digits.length : at;
}

/** Without the marks between its groups; null where they are mixed, or the last group is not of three. Indian groups of two are fine. */
function ungrouped(digits: string): string | null {
  const marks = [...new Set(digits.replace(/\d/g, ""))];
  if (marks.length === 0) return digits;
  const spaces = marks.every((mark) => SPACE.includes(mark));
  if (marks.length > 1 && !spaces) return null;
  const groups = digits.split(/\D/);
  const sound =
    /^\d{1,3}$/.test(groups[0]) && groups.slice(1, -1).every((group) => /^\d{2,3}$/.test(group)) && /^\d{3}$/.test(groups.at(-1) ?? "");
  return sound ? groups.join("") : null;
}

function groupOf(locale: string): string | undefined {
  return numberFormat(locale)
    .formatToParts(12_345)
    .find((part) => part.type === "group")?.value;
}
