import { GatewayCard } from "#components/operator/settings/gateway-card.tsx";
import { gatewayStates } from "#lib/web/settings/integrations.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";
import { orderGateways, setGateway, switchGateway, testGateway } from "./actions.ts";

export const generateMetadata = settingsTitle("gateways");

export default async function GatewaysPage() {
  const { settings, readOnly } = await settingsPage();
  const states = gatewayStates(settings);
  const order = states.filter(({ installed }) => installed).map(({ id }) => id);
  return states.map((gateway) => (
    <GatewayCard
      key={gateway.id}
      gateway={gateway}
      order={order}
      actions={readOnly ? undefined : { flip: switchGateway, test: testGateway, set: setGateway, order: orderGateways }}
    />
  ));
}
