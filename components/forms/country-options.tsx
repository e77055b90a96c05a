"use client";

export type CountryChoice = { code: string; name: string };

/** The options of a select of countries, in the order given. In the page's data they are a list, not 240 elements. */
export function CountryOptions({ countries }: { countries: CountryChoice[] }) {
  return countries.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
}
