import { describe, expect, it } from "vitest";
import { parseEnv } from "#lib/kernel/env.ts";

const good = { DATABASE_URL: "postgresql://user:password@localhost/tv", AUTH_SECRET: "N8xQ0vT3kLr5yB2mWc7ZpD4sHf9JgA1e" };
const refusal = (variables: Record<string, string>) => () => parseEnv({ ...good, ...variables });

describe("the environment", () => {
  it("needs little, and takes an empty variable for an absent one", () => {
    const env = parseEnv({ ...good, PORT: "", LOG_LEVEL: " " });
    expect(env).toMatchObject({
      PORT: 3000,
      APP_URL: "http://localhost:3000",
      JOBS_IN_PROCESS: true,
      STREAMTILL_MODE: "start",
      LOG_LEVEL: "info",
    });
  });

  it("drops the slash at the end of the address, which links are added to", () => {
    expect(parseEnv({ ...good, APP_URL: "https://tv.example.com/" }).APP_URL).toBe("https://tv.example.com");
  });

  it.each([
    ["PORT", "three thousand", "must be a whole number"],
    ["PORT", "70000", "65535"],
    ["APP_URL", "tv.example.com", "https://tv.example.com"],
    ["DATABASE_URL", "mysql://localhost", "must begin with postgresql://"],
    ["AUTH_SECRET", "short", "32 characters"],
    ["AUTH_SECRET", "a".repeat(40), "too easy to guess"],
    ["OPERATOR_EMAIL", "owner", "owner@example.com"],
    ["JOBS_IN_PROCESS", "yes", "Example: true"],
    ["OPERATOR_PASSWORD", "short", "12 characters"],
  ])("refuses %s=%s by name, with why and an example", (name, value, why) => {
    expect(refusal({ [name]: value })).toThrow(new RegExp(`${name}: .*${why}`));
  });

  it("names every wrong variable at once, and repeats no value", () => {
    const message = (() => {
      try {
        return refusal({ PORT: "x", AUTH_SECRET: "hunter2" })();
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toMatch(/PORT:.*\n.*AUTH_SECRET:/s);
    expect(message).not.toContain("hunter2");
  });

  it.each([
    [{ OPERATOR_EMAIL: "owner@example.com" }, "OPERATOR_PASSWORD: is missing, though OPERATOR_EMAIL is set"],
    [{ OPERATOR_PASSWORD: "correct horse battery" }, "OPERATOR_EMAIL: is missing, though OPERATOR_PASSWORD is set"],
  ])("refuses half a first operator", (variables, message) => {
    expect(refusal(variables as unknown as Record<string, string>)).toThrow(message);
  });
});
