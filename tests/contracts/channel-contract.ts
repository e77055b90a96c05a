import { describe, expect, test } from "vitest";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";
import { BadSignature, type MessageChannel, type OutgoingMessage, type RawReport } from "#lib/messages/channel.ts";

export type Arrived = { to: string; subject?: string; text: string; html?: string; id?: string; replyTo?: string };

/** A channel and its provider, or the provider's stand-in, for the contract. */
export type ChannelUnderTest = {
  channel(): MessageChannel;
  /** What an operator has set for it. */
  settings?: SettingValues;
  to: string;
  /** What the provider took, oldest first. Absent: the channel hands it to nobody. */
  arrived?(): Promise<Arrived[]> | Arrived[];
  badAddress?: string;
  /** The channel with nobody at the provider's address, and with wrong keys. */
  unreachable?(): MessageChannel;
  wrongKeys?(): MessageChannel;
  /** Has the provider report a delivery to `reportUrl`, and returns what it sent there. */
  report?: { url(): string; deliver(reference: string): Promise<RawReport> };
};

export const LETTER: Omit<OutgoingMessage, "to"> = {
  id: "01936b5e-0000-7000-8000-000000000001",
  fromName: "Streamtill TV",
  locale: "en",
  subject: "Zoë, your €5 — 日本 🎬",
  html: '<p>Hello <b>Zoë</b></p><img src="data:image/png;base64,iVBORw0KGgo=" alt="logo">',
  text: "Hello Zoë, it's 5 € & <ready>\nمرحبًا",
  reportUrl: "http://127.0.0.1:1/never",
  settings: {},
};

/** What every channel promises, whoever stands behind it. */
export function channelContract(name: string, under: ChannelUnderTest): void {
  const { channel, settings = {}, to, arrived, badAddress, unreachable, wrongKeys, report } = under;
  const letter = () => ({ ...LETTER, settings, to, reportUrl: report?.url() ?? LETTER.reportUrl });

  describe(name, () => {
    test("hands over a message, word for word", async () => {
      expect(await channel().send(letter())).toMatchObject({ status: "sent" });
      const last = (await arrived?.())?.at(-1);
      if (last) expect(last).toMatchObject({ to, text: LETTER.text });
      if (last?.subject !== undefined) expect(last.subject).toBe(LETTER.subject);
      if (last?.html !== undefined) expect(last.html).toContain("<b>Zoë</b>");
    });

    test("names a repeated delivery alike, where the provider allows it", async () => {
      await channel().send(letter());
      await channel().send(letter());
      const [one, other] = ((await arrived?.()) ?? []).slice(-2);
      if (one?.id) expect(other.id).toBe(one.id);
    });

    test("carries twenty at once", async () => {
      const receipts = await Promise.all(Array.from({ length: 20 }, (_, index) => channel().send({ ...letter(), id: `${index}` })));
      expect(receipts.every((receipt) => receipt.status === "sent")).toBe(true);
    });

    if (badAddress)
      test("says that there is nobody at an address", async () => {
        const receipt = await channel().send({ ...letter(), to: badAddress });
        expect(receipt).toMatchObject({ status: "failed", failure: "bad_address" });
      });

    if (unreachable)
      test("asks for another try when nobody answers, and never throws", async () => {
        const silent = unreachable();
        expect(await silent.send(letter())).toMatchObject({ status: "failed", failure: "retry", reason: expect.stringMatching(/./) });
        await expect(silent.test()).rejects.toThrow();
        await silent.close?.();
      });

    test("proves its keys", async () => {
      await channel().test();
      const wrong = wrongKeys?.();
      if (wrong) await expect(wrong.test()).rejects.toThrow();
      if (wrong) expect(await wrong.send(letter())).toMatchObject({ status: "failed", failure: "mend", problem: "credentials" });
      await wrong?.close?.();
    });

    if (report)
      test("reads a genuine report and refuses a forged one", async () => {
        const reports = channel().reports!;
        const receipt = await channel().send(letter());
        const reference = receipt.status === "sent" ? receipt.reference! : "";
        const raw = await report.deliver(reference);
        reports.verify(raw);
        const [read] = reports.read(raw.body);
        expect(read).toMatchObject({ reference, status: "delivered" });
        expect(reports.read((await report.deliver(reference)).body)[0].externalId).toBe(read.externalId);
        const forged = raw.body.replace(reference, reference.replace(/.$/, "x"));
        expect(() => reports.verify({ ...raw, body: forged })).toThrow(BadSignature);
        expect(() => reports.verify({ ...raw, headers: {} })).toThrow(BadSignature);
      });
  });
}
