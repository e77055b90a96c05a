import { beforeEach, describe, expect, it, vi } from "vitest";
import { resendAction } from "#app/operator/communications/actions.ts";
import { previewAction, restoreTemplateAction, saveTemplateAction, testTemplateAction } from "#app/operator/templates/actions.ts";
import { db } from "#lib/db/client.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { trialEnding, zoe } from "#tests/domain/messages/letters.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

useDatabase();
beforeEach(() => newBrowser());

const text = { key: "canceled", kind: "EMAIL", locale: "en", subject: "Bye {{ customer.name }}", body: "See you, {{ customer.name }}" };

describe("who may", () => {
  it.each<[string, FormAction, Record<string, string>]>([
    ["save", saveTemplateAction as FormAction, { ...text, baseVersion: "1" }],
    ["restore", restoreTemplateAction as FormAction, { ...text, version: "1" }],
    ["test", testTemplateAction as FormAction, text],
    ["resend", resendAction as FormAction, { id: crypto.randomUUID() }],
  ])("%s: not a viewer, not a stranger", async (_name, action, values) => {
    await expect(submit(action, values)).resolves.toMatchObject({ to: expect.stringContaining("/operator/sign-in") });
    await signInAs("VIEWER");
    await expect(submit(action, values)).rejects.toMatchObject({ status: 403 });
  });

  it("finance resends, but leaves the texts alone", async () => {
    const [id] = await trialEnding({ ...zoe, phone: null });
    await deliverDueMessages();
    await signInAs("FINANCE");
    expect(await submit(resendAction, { id })).toMatchObject({ status: "done" });
    await expect(submit(saveTemplateAction, { ...text, baseVersion: "1" })).rejects.toMatchObject({ status: 403 });
  });
});

describe("the editor", () => {
  it("previews for everybody, and says at the field what is wrong", async () => {
    await signInAs("VIEWER");
    expect(await submit(previewAction, text)).toMatchObject({ status: "done", data: { subject: "Bye Layla Haddad" } });
    expect(await submit(previewAction, { ...text, body: "a\n{{ nothing }}" })).toMatchObject({
      status: "refused",
      errors: { body: "Line 2: this message has no variable “nothing”. Choose one from the list." },
      values: { body: "a\n{{ nothing }}" },
    });
    expect(await submit(previewAction, { ...text, key: "nonsense" })).toMatchObject({ status: "refused" });
    expect(await submit(previewAction, { ...text, kind: "SMS" })).toMatchObject({ status: "refused" });
  });

  it("saves, tells of another's save, and restores", async () => {
    await signInAs("SUPPORT");
    expect(await submit(saveTemplateAction, { ...text, baseVersion: "1" })).toMatchObject({ data: { version: 2, changed: true } });
    expect(await submit(saveTemplateAction, { ...text, subject: "x", baseVersion: "1" })).toMatchObject({
      status: "refused",
      message: expect.stringContaining("version 2"),
      values: { subject: "x" },
    });
    const { key, kind, locale } = text;
    expect(await submit(restoreTemplateAction, { key, kind, locale, version: "1" })).toEqual({
      to: "/operator/templates/canceled/email/en",
    });
    expect(await submit(restoreTemplateAction, { key, kind, locale, version: "9" })).toMatchObject({ status: "refused" });
    const versions = await db.templateVersion.findMany({ where: { key, kind: "EMAIL", locale }, orderBy: { version: "asc" } });
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(versions[2]).toMatchObject({ subject: versions[0].subject, body: versions[0].body });
  });

  it("tests to the operator's own address, or to a phone that is typed", async () => {
    const operator = await signInAs("SUPPORT");
    expect(await submit(testTemplateAction, text)).toMatchObject({ status: "done" });
    expect(await db.message.count({ where: { recipient: operator.email, templateKey: "canceled" } })).toBe(1);
    const sms = { ...text, key: "expired", kind: "SMS", subject: "" };
    expect((await submit(testTemplateAction, sms)).errors).toHaveProperty("to");
    expect((await submit(testTemplateAction, { ...sms, to: "12" })).errors).toHaveProperty("to");
    expect(await submit(testTemplateAction, { ...sms, to: "+49 151 1234 5678" })).toMatchObject({ status: "done" });
    expect(await db.message.count({ where: { recipient: "+4915112345678", templateKey: "expired" } })).toBe(1);
  });
});

describe("sending again", () => {
  it("says why it cannot", async () => {
    const [id] = await trialEnding({ ...zoe, phone: null });
    await signInAs("SUPPORT");
    expect(await submit(resendAction, { id })).toMatchObject({ status: "refused", message: "This message is still waiting to be sent." });
    expect(await submit(resendAction, { id: "nonsense" })).toMatchObject({ status: "refused" });
  });
});
