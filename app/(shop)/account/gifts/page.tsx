import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GiftList } from "#components/account/gift-list.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Tag } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireViewer } from "#lib/identity/session.ts";
import { ownGifts } from "#lib/wallet/gifts.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("gifts.title") };
}

export default async function GiftsPage() {
  const viewer = await requireViewer();
  const [t, gifts] = await Promise.all([getTranslations("account"), ownGifts(viewer.id)]);
  return (
    <>
      <PageHeader back={{ href: "/account/balance", label: t("nav.balance") }} title={t("gifts.title")} />
      {gifts.length > 0 ? (
        <GiftList gifts={gifts} />
      ) : (
        <EmptyState
          icon={<Tag aria-hidden />}
          title={t("gifts.empty.title")}
          action={
            <a href="/#plans" className={buttonClass({ variant: "primary" })}>
              {t("empty.plans.action")}
            </a>
          }
        >
          {t("gifts.empty.text")}
        </EmptyState>
      )}
    </>
  );
}
