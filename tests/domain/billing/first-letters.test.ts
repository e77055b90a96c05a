import { expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { emailsTo } from "#tests/support/story.ts";

useDatabase();

it.each(["en", "ar"])("a payment whose letters nobody has ever been sent in %s makes what ships their first version", async (locale) => {
  await db.$executeRaw`TRUNCATE "TemplateVersion" CASCADE`;
  const { id } = await aViewer();
  const viewer = await db.customer.update({ where: { id }, data: { locale } });
  await buy(viewer, (await aPlan()).price);
  expect(await emailsTo(viewer.id)).toMatchObject({ welcome: 1, receipt: 1 });
  const versions = await db.templateVersion.findMany({ where: { key: "receipt", kind: "EMAIL" }, select: { locale: true, version: true } });
  expect(versions).toEqual([{ locale, version: 1 }]);
});
