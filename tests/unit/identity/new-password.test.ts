import { expect, it } from "vitest";
import { isCommonPassword } from "#lib/identity/new-password.ts";

const VERA = ["Vera Maximilian Mustermann", "vera.mustermann@example.com", "Nordlicht TV"];

it.each([
  "Summer2026!!",
  "Welcome12345!",
  "Liverpool2024!",
  "Passwort12345!",
  "operator2026!",
  "Streamtill2026",
  "!!2026-Dragon-2026!!",
  "vera.mustermann@example.com",
  "Mustermann2026!",
  "maximilian123456",
  "NordlichtTV2026",
])("%s is guessed", (password) => {
  expect(isCommonPassword(password, VERA)).toBe(true);
});

it.each(["violet engine pancake", "plain tests password", "hq7Zt-w2Lp9x", "Löwenzahn trägt Gummistiefel", "كلمة مرور طويلة جدا"])(
  "%s is not",
  (password) => {
    expect(isCommonPassword(password, VERA)).toBe(false);
  },
);
