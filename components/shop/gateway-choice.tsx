import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { Money } from "#components/ui/money.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";

type Props = { gateways: OfferedGateway[]; legend: string; hideLegend?: boolean };

/** The ways to pay that take the amount, in the viewer's words, and why the others do not. */
export function GatewayChoice({ gateways, ...legend }: Props) {
  const nameOf = useGatewayNames();
  const offered = gateways.filter(({ refusal }) => !refusal);
  return (
    <>
      {offered.length > 0 && (
        <RadioCards
          name="gateway"
          {...legend}
          defaultValue={offered[0].id}
          options={offered.map((gateway) => ({
            value: gateway.id,
            label: nameOf(gateway),
            description: <About gateway={gateway} />,
          }))}
        />
      )}
      {offered.length < gateways.length && (
        <div className="text-sm text-muted">
          <GatewayRefusals gateways={gateways} />
        </div>
      )}
    </>
  );
}

/** What it is, whether it answers, and the ways to pay that its page offers. */
function About({ gateway: { id, marks = [], down } }: { gateway: OfferedGateway }) {
  const t = useTranslations("plugins");
  const payment = useTranslations("checkout.payment");
  return (
    <>
      {textOf(t, `${id}.shop.text`)}
      {down && <span className="block text-warning">{payment("down")}</span>}
      {marks.length > 0 && (
        <span className="mt-2 flex flex-wrap gap-1.5">
          {marks.map((mark) => (
            <img key={mark} src={`/marks/${mark}.svg`} alt={textOf(t, `marks.${mark}`) ?? mark} className="h-6" />
          ))}
        </span>
      )}
    </>
  );
}

export function GatewayRefusals({ gateways }: { gateways: OfferedGateway[] }) {
  const t = useTranslations("checkout.payment");
  const nameOf = useGatewayNames();
  return gateways.map(
    ({ refusal, ...gateway }) =>
      refusal && <p key={gateway.id}>{t.rich(refusal.code, { gateway: nameOf(gateway), limit: () => <Money value={refusal.limit} /> })}</p>,
  );
}

/** What viewers know a way to pay as: as its operator calls it, or by its plug-in. */
export function useGatewayNames() {
  const t = useTranslations("plugins");
  return ({ id, label, named }: OfferedGateway) => named || (textOf(t, `${id}.shop.label`) ?? label);
}
