import { z } from "zod";
import { emailAddress } from "#lib/kernel/email.ts";
import { httpAddress } from "#lib/kernel/keys.ts";
import type { StorePlugin } from "../../store.ts";
import { googlePlay } from "./google-play.ts";
import { readAccount } from "./service-account.ts";

export const google: StorePlugin = {
  id: "google",
  label: "Google Play",
  keys: [
    { name: "GOOGLE_PLAY_PACKAGE_NAME", required: true, example: "com.example.tv" },
    {
      name: "GOOGLE_PLAY_SERVICE_ACCOUNT",
      required: true,
      shape: z.string().refine((text) => readAccount(text) !== null, "must be the JSON of a service account's key"),
      example: '{"type":"service_account","client_email":"…","private_key":"…"}',
    },
    {
      name: "GOOGLE_PLAY_PUSH_AUDIENCE",
      required: true,
      example: "https://tv.example.com/api/webhooks/stores/google, as the push subscription has it",
    },
    { name: "GOOGLE_PLAY_PUSH_ACCOUNT", required: true, shape: emailAddress, example: "play-push@my-project.iam.gserviceaccount.com" },
    { name: "GOOGLE_PLAY_ENVIRONMENT", shape: z.enum(["production", "test"], "must be production or test"), example: "production" },
    { name: "GOOGLE_API_BASE", hidden: true, shape: httpAddress, example: "https://androidpublisher.googleapis.com" },
  ],
  open: (keys) =>
    googlePlay({
      packageName: keys.GOOGLE_PLAY_PACKAGE_NAME ?? "",
      account: readAccount(keys.GOOGLE_PLAY_SERVICE_ACCOUNT ?? ""),
      audience: keys.GOOGLE_PLAY_PUSH_AUDIENCE ?? "",
      pushAccount: keys.GOOGLE_PLAY_PUSH_ACCOUNT ?? "",
      forTests: keys.GOOGLE_PLAY_ENVIRONMENT === "test",
      apiBase: keys.GOOGLE_API_BASE,
    }),
};
