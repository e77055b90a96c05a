import { z } from "zod";
import { httpAddress } from "#lib/kernel/keys.ts";
import type { StorePlugin } from "../../store.ts";
import { appStore } from "./app-store.ts";

export const apple: StorePlugin = {
  id: "apple",
  label: "App Store",
  keys: [
    {
      name: "APPLE_ISSUER_ID",
      required: true,
      example: "57246542-96fe-1a63-e053-0824d011072a, from App Store Connect → Users and Access → Integrations",
    },
    { name: "APPLE_KEY_ID", required: true, example: "2X9R4HXF34" },
    {
      name: "APPLE_PRIVATE_KEY",
      required: true,
      shape: z.string().includes("PRIVATE KEY", "must be the text of the .p8 file"),
      example: "-----BEGIN PRIVATE KEY-----\\n…\\n-----END PRIVATE KEY-----",
    },
    { name: "APPLE_BUNDLE_ID", required: true, example: "com.example.tv" },
    { name: "APPLE_APP_ID", required: true, shape: z.string().regex(/^\d{1,15}$/, "must be a number"), example: "1234567890" },
    { name: "APPLE_ENVIRONMENT", shape: z.enum(["production", "sandbox"], "must be production or sandbox"), example: "production" },
    { name: "APPLE_ROOT_CERTIFICATES", hidden: true, example: "paths of certificates to trust in place of Apple's, with commas" },
    { name: "APPLE_API_BASE", hidden: true, shape: httpAddress, example: "https://api.storekit.itunes.apple.com" },
    { name: "APPLE_SANDBOX_API_BASE", hidden: true, shape: httpAddress, example: "https://api.storekit-sandbox.itunes.apple.com" },
  ],
  open: (keys) =>
    appStore({
      issuerId: keys.APPLE_ISSUER_ID ?? "",
      keyId: keys.APPLE_KEY_ID ?? "",
      privateKey: (keys.APPLE_PRIVATE_KEY ?? "").replaceAll("\\n", "\n"),
      bundleId: keys.APPLE_BUNDLE_ID ?? "",
      appId: Number(keys.APPLE_APP_ID),
      environment: keys.APPLE_ENVIRONMENT === "sandbox" ? "Sandbox" : "Production",
      rootCertificates: keys.APPLE_ROOT_CERTIFICATES?.split(","),
      apiBase: keys.APPLE_API_BASE,
      sandboxApiBase: keys.APPLE_SANDBOX_API_BASE,
    }),
};
