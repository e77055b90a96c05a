import { z } from "zod";
import { emailAddress } from "./email.ts";
import { faultsOf, httpAddress, type Key } from "./keys.ts";

const schema = z
  .object({
    STREAMTILL_MODE: z.enum(["start", "demo", "test"]).default("start"),
    PORT: z.coerce.number("must be a whole number from 1 to 65535").int().min(1).max(65535).default(3000),
    APP_URL: httpAddress.optional(),
    TRUSTED_PROXIES: z.coerce.number("must be a whole number from 0 to 9").int().min(0).max(9).default(0),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgresql://"),
    DATABASE_REPLICA_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
      .optional(),
    DATA_DIR: z.string().default("data"),
    AUTH_SECRET: z
      .string()
      .min(32, "must have at least 32 characters")
      .refine((value) => new Set(value).size >= 10, "is too easy to guess"),
    OPERATOR_EMAIL: emailAddress.optional(),
    OPERATOR_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
    JOBS_IN_PROCESS: z
      .enum(["true", "false"])
      .default("true")
      .transform((value) => value === "true"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    CDN_PURGE_URL: httpAddress.optional(),
    CDN_PURGE_TOKEN: z.string().trim().optional(),
    API_TOKEN: z.string().trim().min(32, "must have at least 32 characters").optional(),
    TV_PLATFORM_TOKEN: z.string().trim().min(32, "must have at least 32 characters").optional(),
  })
  .transform((values) => ({ ...values, APP_URL: (values.APP_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, "") }));

export type Env = z.output<typeof schema>;

/** What each variable should look like, for the message of a refused start. */
const EXAMPLES: Record<string, string> = {
  PORT: "3000",
  APP_URL: "https://tv.example.com",
  TRUSTED_PROXIES: "1",
  DATABASE_URL: "postgresql://user:password@localhost:5432/streamtill",
  DATABASE_REPLICA_URL: "postgresql://user:password@replica:5432/streamtill",
  AUTH_SECRET: "the output of: openssl rand -base64 33",
  OPERATOR_EMAIL: "owner@example.com",
  OPERATOR_PASSWORD: "a passphrase of 12 characters or more",
  JOBS_IN_PROCESS: "true",
  LOG_LEVEL: "info",
  CDN_PURGE_URL: "https://api.cloudflare.com/client/v4/zones/<zone>/purge_cache",
  CDN_PURGE_TOKEN: "a token of the CDN that may purge its cache",
  API_TOKEN: "the output of: openssl rand -base64 33",
  TV_PLATFORM_TOKEN: "the output of: openssl rand -base64 33",
};

/** Half an account is none, nor is an address that nobody may ask. */
const TOGETHER: Key[][] = [
  ["OPERATOR_EMAIL", "OPERATOR_PASSWORD"],
  ["CDN_PURGE_URL", "CDN_PURGE_TOKEN"],
].map((names) => names.map((name) => ({ name, required: true, example: EXAMPLES[name] })));

/**
 * Parses an environment. @throws Error with one line for each wrong variable: its name, why, and an example.
 * Values are never repeated, for they may be secrets. An empty variable counts as absent.
 * @param plugins the keys of each, which are checked too
 */
export function parseEnv(source: Record<string, string | undefined>, plugins: Key[][] = []): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  const theirs = [...TOGETHER, ...plugins].flatMap((keys) => faultsOf(keys, given));
  if (parsed.success && theirs.length === 0) return parsed.data;
  const ours = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    const why = given[name] === undefined && issue.code !== "custom" ? "is missing" : issue.message;
    return `${name}: ${why}${EXAMPLES[name] ? `. Example: ${EXAMPLES[name]}` : ""}`;
  });
  throw new Error(`The environment is not right:\n  ${[...ours, ...theirs].join("\n  ")}`);
}

let parsed: Env | undefined;

/** The environment, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
