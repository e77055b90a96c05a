import { z } from "zod";

const optional = z.string().trim().min(1).optional();
const address = z.url({ protocol: /^https?$/ });

const schema = z
  .object({
    STREAMTILL_MODE: z.enum(["start", "demo", "test"]).default("start"),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    APP_URL: address.optional(),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgresql://"),
    DATA_DIR: z.string().default("data"),
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    OPERATOR_EMAIL: z.email().optional(),
    OPERATOR_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
    JOBS_IN_PROCESS: z.enum(["true", "false"]).default("true").transform((value) => value === "true"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    STRIPE_SECRET_KEY: optional,
    STRIPE_PUBLISHABLE_KEY: optional,
    STRIPE_WEBHOOK_SECRET: optional,
    STRIPE_API_BASE: address.optional(),
    SMTP_URL: z.string().regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://").optional(),
    MAIL_FROM: optional,
    TWILIO_ACCOUNT_SID: optional,
    TWILIO_AUTH_TOKEN: optional,
    TWILIO_FROM: optional,
    TWILIO_API_BASE: address.optional(),
  })
  .transform((values) => ({ ...values, APP_URL: (values.APP_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, "") }));

export type Env = z.output<typeof schema>;

/** What each variable should look like, for the message of a refused start. */
const EXAMPLES: Record<string, string> = {
  PORT: "3000",
  APP_URL: "https://tv.example.com",
  DATABASE_URL: "postgresql://user:password@localhost:5432/streamtill",
  AUTH_SECRET: "the output of: openssl rand -base64 33",
  OPERATOR_EMAIL: "owner@example.com",
  OPERATOR_PASSWORD: "a passphrase of 12 characters or more",
  JOBS_IN_PROCESS: "true",
  LOG_LEVEL: "info",
  STRIPE_API_BASE: "https://api.stripe.com",
  SMTP_URL: "smtps://user:password@mail.example.com:465",
  TWILIO_API_BASE: "https://api.twilio.com",
};

/**
 * Parses an environment. @throws Error with one line for each wrong variable: its name, why, and an example.
 * Values are never repeated, for they may be secrets. An empty variable counts as absent.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const why = given[name] === undefined ? "is missing" : issue.message;
    return `${name}: ${why}${EXAMPLES[name] ? `. Example: ${EXAMPLES[name]}` : ""}`;
  });
  throw new Error(`The environment is not right:\n  ${lines.join("\n  ")}`);
}

let parsed: Env | undefined;

/** The environment, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
