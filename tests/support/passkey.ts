import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/kernel/env.ts";

const PRESENT = 1;
const VERIFIED = 4;

type Given = { challenge: string; verified?: boolean; origin?: string; counter?: number };

/** An operator's passkey, and the device that answers with it: as the browser sends it, in the form's field. */
export async function aPasskey(operatorId: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]; // COSE: EC2, ES256, P-256
  const cose = Buffer.concat([
    Buffer.from(head),
    Buffer.from(x, "base64url"),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, "base64url"),
  ]);
  const id = randomBytes(16).toString("base64url");
  await db.passkey.create({
    data: { id, operatorId, publicKey: new Uint8Array(cose), counter: 0n, transports: ["usb"], name: "Key", createdAt: new Date() },
  });
  const { hostname, origin: ours } = new URL(env().APP_URL);

  function answer({ challenge, verified = true, origin = ours, counter = 1 }: Given): string {
    const flags = PRESENT | (verified ? VERIFIED : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const authenticatorData = Buffer.concat([createHash("sha256").update(hostname).digest(), Buffer.from([flags]), count]);
    const clientData = Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin, crossOrigin: false }));
    const signature = sign("sha256", Buffer.concat([authenticatorData, createHash("sha256").update(clientData).digest()]), privateKey);
    const response = {
      authenticatorData: authenticatorData.toString("base64url"),
      clientDataJSON: clientData.toString("base64url"),
      signature: signature.toString("base64url"),
    };
    return JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });
  }
  return { id, answer };
}
