import { expect, test } from "vitest";
import { namedIn } from "#lib/billing/parts/named-in.ts";

const of = (number: number, name: string) => ({ number, plan: { name } });
const OWNED = [of(12, "Sport"), of(13, "Sport Plus"), of(14, "Family 100"), of(100, "Kids"), of(15, "رياضة")];

test.each([
  ["Sport", [12]],
  ["my sport plan", [12]],
  ["Sport Plus", [13]],
  ["SPORT PLUS and Sport", [12, 13]],
  ["Sport, Sport Plus", [12, 13]],
  ["Sport-Plus", [12]],
  ["Sportpaket", [12]], // nothing else fits better
  ["Sportpaket and Kids", [100]],
  ["#13", [13]],
  ["No. 0013", []],
  ["113", []],
  ["Family 100", [14]], // and not the subscription with that number
  ["Family 100 and 100", [14, 100]],
  ["باقة رياضة", [15]],
  ["بالرياضة", [15]],
  ["Cinema", []],
  ["", []],
])("%s", (text, numbers) => {
  expect(namedIn(text, OWNED).map(({ number }) => number)).toEqual(numbers);
});
