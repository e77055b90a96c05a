import { db } from "#lib/db/client.ts";
import { SHOP_CHANNEL } from "#lib/web/http/page-listener.ts";
import { forgetPages } from "#lib/web/http/page-store.ts";

/** Call after a change of the catalogue or the settings is committed: every instance makes its shop pages anew. */
export async function shopChanged(): Promise<void> {
  forgetPages();
  await db.$executeRawUnsafe(`NOTIFY ${SHOP_CHANNEL}`);
}
