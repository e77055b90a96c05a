import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { env } from "./env.ts";

/** A form that a viewer's browser sends to a payment page from a page of ours, for one that takes no plain address. */
export type LeavingForm = { address: string; fields: [name: string, value: string][] };

const form = z.object({ address: z.url(), fields: z.array(z.tuple([z.string(), z.string()])) });

/** A form as a part of our address, signed: nobody makes our page send anything anywhere. */
export function sealForm(leaving: LeavingForm): string {
  const body = Buffer.from(JSON.stringify(leaving));
  return Buffer.concat([signature(body), body]).toString("base64url");
}

/** Null for one that is not ours. */
export function openForm(sealed: string): LeavingForm | null {
  const bytes = Buffer.from(sealed, "base64url");
  const body = bytes.subarray(32);
  if (bytes.length <= 32 || !timingSafeEqual(signature(body), bytes.subarray(0, 32))) return null;
  return form.parse(JSON.parse(body.toString()));
}

function signature(body: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "", "streamtill leaving form", 32));
  return createHmac("sha256", key).update(body).digest();
}
