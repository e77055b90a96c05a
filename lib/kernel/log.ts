import pino from "pino";

/** Structured log, one JSON line an event. Secrets are redacted by path; never pass a body or a header whole. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  redact: { paths: ["password", "token", "secret", "authorization", "cookie", "*.password", "*.token", "*.secret"], censor: "•••" },
  base: undefined,
});
