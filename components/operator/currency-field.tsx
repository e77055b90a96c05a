import { Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";

/** In which of the currencies of the shop an amount is meant; the first unless another is chosen. */
export function CurrencyField({ label, currencies }: { label: string; currencies: string[] }) {
  return (
    <Field name="currency" label={label} required>
      <Select defaultValue={currencies[0]}>
        {currencies.map((currency) => (
          <option key={currency} value={currency}>
            {currency}
          </option>
        ))}
      </Select>
    </Field>
  );
}
