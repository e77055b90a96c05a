import { expect, it } from "vitest";
import { emailAddress } from "#lib/kernel/email.ts";
import { missingSettings, type SettingField, settingsInput, settingValues } from "#lib/kernel/setting-fields.ts";

const FIELDS: SettingField[] = [
  { name: "payee", label: "Account holder", kind: "line", max: 20, required: true },
  { name: "note", label: "Note", kind: "text", max: 30, default: "Takes a day.\nOr two." },
  { name: "help", label: "Help", kind: "line", max: 60, shape: emailAddress },
  { name: "instant", label: "Instant", kind: "switch", default: true },
  { name: "region", label: "Region", kind: "choice", options: ["eu", "us"].map((value) => ({ value, label: value })), default: "eu" },
];
const DEFAULTS = { payee: "", note: "Takes a day.\nOr two.", help: "", instant: true, region: "eu" };
const SENT = { payee: " My   TV ", note: "a\nb ", help: "Help@Example.com", instant: "on", region: "us" };

it("reads what a form sends: lines as one line, boxes as yes or no", () => {
  const { instant: _, ...unticked } = SENT;
  const read = { payee: "My TV", note: "a\nb", help: "help@example.com", region: "us" };
  expect(settingsInput(FIELDS).parse(SENT)).toEqual({ ...read, instant: true });
  expect(settingsInput(FIELDS).parse({ ...unticked, other: "x" })).toEqual({ ...read, instant: false });
});

it.each([
  ["payee", " ", "required"],
  ["payee", "x".repeat(21), "too_long"],
  ["note", "x".repeat(31), "too_long"],
  ["help", "nobody", "invalid_email"],
  ["instant", "perhaps", null],
  ["region", "mars", null],
])("refuses %s %j at its field", (name, value, message) => {
  const [issue] = settingsInput(FIELDS).safeParse({ ...SENT, [name]: value }).error?.issues ?? [];
  expect(issue.path).toEqual([name]);
  if (message) expect(issue.message).toBe(message);
});

it("gives a plug-in all of its fields: what was saved, and the default where nothing was or it may not be any more", () => {
  expect(settingValues(FIELDS)).toEqual(DEFAULTS);
  expect(settingValues(FIELDS, { payee: "My TV", instant: false, region: "mars", gone: "x" })).toEqual({
    ...DEFAULTS,
    payee: "My TV",
    instant: false,
  });
});

it("names what has to be filled", () => {
  expect(missingSettings(FIELDS).map(({ name }) => name)).toEqual(["payee"]);
  expect(missingSettings(FIELDS, { payee: "My TV" })).toEqual([]);
});
