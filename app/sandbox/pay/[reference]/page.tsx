import { redirect } from "next/navigation";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { Finished } from "../../finished.tsx";
import { openPage } from "../../open-page.ts";
import { Summary } from "../../summary.tsx";
import { PayForm } from "./pay-form.tsx";

type Props = { params: Promise<{ reference: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PayPage({ params, searchParams }: Props) {
  const { reference } = await params;
  const { page: token, error } = await searchParams;
  const { payable, page, isOpen } = await openPage(reference, token);
  if (!("mode" in payable)) redirect(`/sandbox/confirm/${reference}?page=${token}`);
  const { brand } = await requestSettings();
  const amount = payable.mode === "payment" ? payable.amount : undefined;
  return (
    <>
      <Summary brand={brand.name} description={page.description} amount={amount} />
      {isOpen ? (
        <PayForm action={`/sandbox/pay/${reference}/complete?page=${token}`} amount={amount} refused={error !== undefined} />
      ) : (
        <Finished returnUrl={page.returnUrl} />
      )}
    </>
  );
}
