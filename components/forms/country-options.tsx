export type CountryChoice = { code: string; name: string };

/** The options of a select of countries, in the order given. */
export function CountryOptions({ countries }: { countries: CountryChoice[] }) {
  return countries.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
}
