import { GatewayCard } from "#components/operator/settings/gateway-card.tsx";
import { gatewayStates } from "#lib/web/settings/integrations.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";
import { setGateway, switchGateway, testGateway } from "./actions.ts";

export const generateMetadata = settingsTitle("gateways");

export default async function GatewaysPage() {
  const { settings, readOnly } = await settingsPage();
  return gatewayStates(settings).map((gateway) => (
    <GatewayCard
      key={gateway.id}
      gateway={gateway}
      actions={readOnly ? undefined : { flip: switchGateway, test: testGateway, set: setGateway }}
    />
  ));
}
