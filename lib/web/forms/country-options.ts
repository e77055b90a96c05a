import { countryNames } from "#lib/kernel/country-names.ts";

const made = new Map<string, string>();

/** All countries in the language of `locale` as the `options` of a Select, after `none` if no country may be chosen: 250 elements cost a page as much as all else on it. */
export function countryOptions(locale: string, none?: string): string {
  const options = made.get(locale) ?? countryNames(locale).map(option).join("");
  made.set(locale, options);
  return none === undefined ? options : option({ code: "", name: none }) + options;
}

function option({ code, name }: { code: string; name: string }): string {
  return `<option value="${code}">${name.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</option>`;
}
