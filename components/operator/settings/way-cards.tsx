import { RadioCards } from "#components/forms/choices.tsx";

type Props<Way extends string> = {
  name: string;
  legend: string;
  value: Way;
  ways: readonly Way[];
  /** The two lines of a card. */
  text: (way: Way, line: "label" | "text") => string;
  className: string;
};

/** A setting that is one of a few ways, each told on a card. */
export function WayCards<Way extends string>({ name, legend, value, ways, text, className }: Props<Way>) {
  const options = ways.map((way) => ({ value: way, label: text(way, "label"), description: text(way, "text") }));
  return <RadioCards name={name} legend={legend} defaultValue={value} className={className} options={options} />;
}
