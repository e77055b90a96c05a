import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";

/** What every test file runs in, whatever the shell and the file before hold: no provider, modules of ours, a data folder and a database name of its own. */
const FOREIGN =
  /^(PORT|APP_URL|TRUSTED_PROXIES|LOG_LEVEL|DATABASE_URL|DATABASE_REPLICA_URL|SMTP_URL|MAIL_FROM|JOBS_IN_PROCESS|(OPERATOR|STRIPE|PAYPAL|MOLLIE|TWILIO|TV|APPLE|GOOGLE|API)_.*)$/;

vi.resetModules();
for (const key of Object.getOwnPropertySymbols(globalThis))
  if (key.description?.startsWith("streamtill.")) Reflect.deleteProperty(globalThis, key);
for (const name of Object.keys(process.env)) if (FOREIGN.test(name)) delete process.env[name];

const dataDir = mkdtempSync(join(tmpdir(), "streamtill-test-"));
const server = new URL(process.env.TEST_DATABASE_SERVER ?? "postgresql://none@127.0.0.1:1");
server.pathname = `streamtill_test_${randomUUID().replaceAll("-", "")}`;

Object.assign(process.env, {
  STREAMTILL_MODE: "test",
  DATABASE_URL: server.href,
  DATA_DIR: dataDir,
  AUTH_SECRET: "a secret that only tests know 0123456789",
  LOG_LEVEL: "silent",
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
