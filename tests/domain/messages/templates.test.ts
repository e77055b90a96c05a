import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { sendTest } from "#lib/messages/sending/test-send.ts";
import { checkDraftInput } from "#lib/messages/templates/check-draft.ts";
import { previewTemplate } from "#lib/messages/templates/preview.ts";
import { restoreTemplate, saveTemplate } from "#lib/messages/templates/save-template.ts";
import { shippedText } from "#lib/messages/templates/shipped.ts";
import { templateList, templateVersions } from "#lib/messages/templates/template-queries.ts";
import { inForce, installTemplates, type TemplateAddress } from "#lib/messages/templates/templates.ts";
import { useDatabase } from "#tests/support/database.ts";
import { messagesOf, welcome } from "./letters.ts";

useDatabase();

let operator: Operator;
beforeAll(async () => {
  operator = await db.operator.create({
    data: { email: "o@example.com", name: "Nadia", passwordHash: "-", role: "SUPPORT", createdAt: now() },
  });
});

const actor = () => ({ kind: "OPERATOR" as const, id: operator.id, name: operator.name });
const draft = (values: object) =>
  checkDraftInput.parse({ kind: "EMAIL", locale: "en", subject: "Hi", body: "Hello {{ customer.name }}", ...values });

const save = (values: object, baseVersion: number) => saveTemplate({ ...draft(values), baseVersion }, actor());

test("what ships becomes version 1 of everything, once", async () => {
  await db.$executeRaw`TRUNCATE "TemplateVersion" CASCADE`;
  await Promise.all([installTemplates(), installTemplates()]);
  await installTemplates();
  const list = await templateList();
  expect(await db.templateVersion.count()).toBe(list.flatMap(({ locales }) => locales).length);
  expect(list.every(({ locales }) => locales.every(({ version, editedAt }) => version === 1 && editedAt === null))).toBe(true);
});

describe("saving", () => {
  test("makes the next version, which the next message uses and names", async () => {
    const before = await messagesOf(await welcome());
    const saved = await save(
      { key: "welcome", subject: "Hallo {{ plan.name }}", body: "**{{ customer.name }}**: {{ login.password }}" },
      1,
    );
    expect(saved).toMatchObject({ version: 2, operatorId: operator.id });
    const [email] = await messagesOf(await welcome());
    expect(email).toMatchObject({ templateVersionId: saved.id, subject: "Hallo Premium & Co" });
    expect(await messagesOf(before.map(({ id }) => id))).toEqual(before);
    expect(await db.auditEntry.count({ where: { action: "template.saved", subjectId: "welcome/EMAIL/en" } })).toBe(1);
  });

  test("the same text again makes none", async () => {
    const text = { key: "canceled", subject: "Bye", body: "Bye" };
    expect((await save(text, 1)).version).toBe(2);
    expect((await save(text, 2)).version).toBe(2);
  });

  test("two operators at once: one saves, the other is told", async () => {
    const both = await Promise.allSettled(["a", "b"].map((body) => save({ key: "expired", body }, 1)));
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "template_changed", status: 409 } });
  });

  test("a text that would fail is refused before anything is written", async () => {
    await expect(save({ key: "receipt", body: "{{ amount | money }} {{ receipt_url }}" }, 1)).rejects.toMatchObject({
      code: "template_variable_unknown",
      field: "body",
    });
    await expect(save({ key: "reset_password", body: "{{ links.reset | upcase }}" }, 1)).rejects.toMatchObject({
      code: "template_secret_changed",
    });
    await expect(save({ key: "receipt", body: "{% for i in (1..100000000) %}x{% endfor %}" }, 1)).rejects.toMatchObject({
      code: "template_syntax",
    });
    expect(await templateVersions({ key: "receipt", kind: "EMAIL", locale: "en" })).toHaveLength(1);
  });
});

describe("a text that would hold the server up", () => {
  const preview = (body: string) => previewTemplate(draft({ key: "expired", body }));

  test.each([
    ["nested 3,000 deep", `${"{% if plan %}".repeat(1200)}x`, "template_too_deep"],
    ["quoted 9,000 deep", `${">".repeat(9000)}x`, "template_too_deep"],
    ["bracketed 9,000 deep", `${"[".repeat(9000)}x`, "template_too_deep"],
    [
      "that writes a megabyte",
      `{% assign s = "${"a text".repeat(10)}" %}${"{% assign s = s | append: s %}".repeat(7)}${"{{ s }}".repeat(60)}`,
      "template_too_long",
    ],
  ])("is refused: %s", async (_what, body, code) => {
    await expect(preview(body)).rejects.toMatchObject({ code, field: "body" });
  });

  test("is ended when it takes too long, and the next one is written", async () => {
    await preview("Hello"); // the thread is there
    const slow = `{% assign a = "${"ab".repeat(4000)}" %}${"{% assign a = a | append: a | slice: 0, 900000 %}".repeat(8)}${'{% assign b = a | split: "" | sort | reverse | uniq | join: "-" %}'.repeat(60)}{{ b | size }}`;
    const ticks: number[] = [];
    const pulse = setInterval(() => ticks.push(performance.now()), 50);
    await expect(preview(slow)).rejects.toMatchObject({ field: "body" });
    clearInterval(pulse);
    const longest = Math.max(...ticks.slice(1).map((at, index) => at - ticks[index]));
    expect(longest).toBeLessThan(1000);
    expect(await preview("Hello")).toMatchObject({ text: "Hello" });
  });
});

describe("an upgrade", () => {
  const older = (address: TemplateAddress, version: number, operatorId: string | null) =>
    db.templateVersion.create({
      data: { ...address, version, subject: "Old", body: "Old", compiled: "Old", createdAt: now(), operatorId },
    });

  test("that brings a better default puts it in force", async () => {
    const address = { key: "refunded", kind: "EMAIL", locale: "ar" } as const;
    await older(address, 2, null);
    expect(await inForce(db, address)).toMatchObject({ version: 3, operatorId: null, ...shippedText("refunded", "EMAIL", "ar") });
  });

  test("never touches what an operator wrote", async () => {
    const address = { key: "refunded", kind: "EMAIL", locale: "en" } as const;
    await older(address, 2, operator.id);
    await installTemplates();
    expect(await inForce(db, address)).toMatchObject({ version: 2, body: "Old" });
  });
});

test("a preview is written with the samples, secrets included", async () => {
  const preview = await previewTemplate(
    draft({ key: "welcome", subject: "{{ plan.name }}", body: "{{ login.password }} {{ renews_on | date }}" }),
  );
  expect(preview).toMatchObject({ subject: "Premium", text: "plum-river-42 Jan 15, 2027", size: null });
  const sms = await previewTemplate(draft({ key: "welcome", kind: "SMS", subject: "", body: "It’s {{ login.password }}" }));
  expect(sms).toMatchObject({ text: "It's plum-river-42", size: { encoding: "GSM-7", segments: 1 } });
});

test("a test of an unsaved text is queued, and says so", async () => {
  const id = await sendTest({ ...draft({ key: "payment_pending" }), to: null }, operator, null);
  const [message] = await messagesOf([id]);
  expect(message).toMatchObject({ recipient: "o@example.com", subject: "Hi", text: "Hello Layla Haddad" });
  expect(message.events).toMatchObject([{ source: "operator", detail: "test-unsaved" }]);
});

test("a test goes to the operator's own address, whatever else is given; a text message to the number that is given", async () => {
  const email = draft({ key: "payment_pending" });
  const sms = draft({ key: "welcome", kind: "SMS", subject: "", body: "Hi" });
  const to = "+4915112345678";
  const sent = await Promise.all([sendTest({ ...email, to }, operator, null), sendTest({ ...sms, to }, operator, null)]);
  expect((await messagesOf(sent)).map(({ recipient }) => recipient).sort()).toEqual(["+4915112345678", "o@example.com"]);
  await expect(sendTest({ ...sms, to: null }, operator, null)).rejects.toMatchObject({ code: "required", field: "to" });
});

test("an earlier text is taken back as a version of its own; one that never was, is not", async () => {
  const address = { key: "canceled", kind: "EMAIL", locale: "en" } as const;
  const shipped = shippedText("canceled", "EMAIL", "en");
  const { version } = await inForce(db, address);
  await save({ key: "canceled", subject: "Farewell", body: "Farewell" }, version);
  await expect(restoreTemplate({ ...address, version: 70 }, actor())).rejects.toMatchObject({
    code: "template_version_unknown",
    status: 404,
  });
  expect(await restoreTemplate({ ...address, version: 1 }, actor())).toMatchObject({
    version: version + 2,
    operatorId: operator.id,
    ...shipped,
  });
});
