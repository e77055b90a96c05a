import { useFormatter } from "next-intl";

const UNITS = [
  { from: 1e9, unit: "gigabyte" },
  { from: 1e6, unit: "megabyte" },
  { from: 1e3, unit: "kilobyte" },
  { from: 1, unit: "byte" },
];

/** "12.3 MB", as the reader's language writes it. */
export function useSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const { from, unit } = UNITS.find((each) => bytes >= each.from) ?? UNITS[UNITS.length - 1];
    return format.number(bytes / from, { style: "unit", unit, maximumFractionDigits: from > 1 ? 1 : 0 });
  };
}
