import type { androidpublisher_v3 } from "@googleapis/androidpublisher";
import type { OAuth2Client } from "google-auth-library";
import type { ServiceAccount } from "./service-account.ts";

export type GooglePlayConfig = {
  packageName: string;
  /** This installation is for tests: what licence testers buy counts. */
  forTests: boolean;
  account: ServiceAccount | null;
  /** What a push is for, and who makes it. */
  audience: string;
  pushAccount: string;
  apiBase?: string;
};

/** `publisher` asks Google Play; `pushes` knows whom Google's keys say a push is of. */
export type Library = { publisher: androidpublisher_v3.Androidpublisher; pushes: OAuth2Client };

const SCOPE = "https://www.googleapis.com/auth/androidpublisher";
const TIMEOUT_MS = 20_000;

/** Google's libraries, loaded when they are first needed: a shop without an app has no use for them. Its keys are kept for as long as Google says. */
export async function loadLibrary({ account, apiBase }: GooglePlayConfig): Promise<Library> {
  const [{ gaxios, JWT, OAuth2Client }, { androidpublisher }] = await Promise.all([
    import("google-auth-library"),
    import("@googleapis/androidpublisher"),
  ]);
  const transporter = () => {
    const made = new gaxios.Gaxios({ timeout: TIMEOUT_MS, retry: false });
    if (apiBase)
      made.interceptors.request.add({
        resolved: async (request) => Object.assign(request, { url: new URL(atStandIn(request.url, apiBase)) }),
      });
    return made;
  };
  const auth = new JWT({ email: account?.client_email, key: account?.private_key, scopes: [SCOPE], transporter: transporter() });
  return {
    publisher: androidpublisher({ version: "v3", auth, retry: false, timeout: TIMEOUT_MS }),
    pushes: new OAuth2Client({ transporter: transporter() }),
  };
}

/** All of Google's hosts are one stand-in's. */
function atStandIn(url: string | URL, apiBase: string): string {
  const { pathname, search } = new URL(url);
  return `${apiBase}${pathname}${search}`;
}
