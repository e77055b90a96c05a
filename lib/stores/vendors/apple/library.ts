import { readFileSync } from "node:fs";
import type { AppStoreServerAPIClient, Environment, SignedDataVerifier } from "@apple/app-store-server-library";
import { APPLE_ROOT_CA_G3 } from "./root-certificate.ts";

export type AppStoreConfig = {
  issuerId: string;
  keyId: string;
  privateKey: string;
  bundleId: string;
  appId: number;
  environment: AppleEnvironment;
  /** Paths, in place of Apple's own. */
  rootCertificates?: string[];
  apiBase?: string;
  sandboxApiBase?: string;
};

export type AppleEnvironment = "Production" | "Sandbox";

/** `client` asks; `verifier` holds what is signed against Apple's root, this app and this environment. */
export type Library = { client: AppStoreServerAPIClient; verifier: SignedDataVerifier };

const TIMEOUT_MS = 20_000;

/**
 * Apple's library, loaded when it is first needed: a shop without an app has no use for it.
 * Certificates are not asked about online: what is signed says only where to look, and the answers come over TLS from Apple itself.
 */
export async function loadLibrary(config: AppStoreConfig, of: AppleEnvironment): Promise<Library> {
  const { AppStoreServerAPIClient, SignedDataVerifier } = await import("@apple/app-store-server-library");
  const { issuerId, keyId, privateKey, bundleId, appId, apiBase, sandboxApiBase } = config;
  const environment = of as Environment;
  const base = { Production: apiBase, Sandbox: sandboxApiBase }[of] ?? BASES[of];

  class Client extends AppStoreServerAPIClient {
    /** With a time limit, and at the stand-in where there is one: the library's own has neither. */
    protected override async makeFetchRequest(
      ...[path, query, method, body, headers]: Parameters<AppStoreServerAPIClient["makeFetchRequest"]>
    ) {
      const url = `${base}${path}?${query}`;
      const response = await fetch(url, { method, headers, body: body as string | undefined, signal: AbortSignal.timeout(TIMEOUT_MS) });
      return response as unknown as Awaited<ReturnType<AppStoreServerAPIClient["makeFetchRequest"]>>;
    }
  }

  const roots = config.rootCertificates?.map((path) => readFileSync(path.trim())) ?? [APPLE_ROOT_CA_G3];
  return {
    client: new Client(privateKey, keyId, issuerId, bundleId, environment),
    verifier: new SignedDataVerifier(roots, false, environment, bundleId, appId),
  };
}

/** Source: developer.apple.com/documentation/appstoreserverapi. */
const BASES = { Production: "https://api.storekit.itunes.apple.com", Sandbox: "https://api.storekit-sandbox.itunes.apple.com" };
