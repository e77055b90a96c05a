import { ChannelCard } from "#components/operator/settings/channel-card.tsx";
import { env } from "#lib/kernel/env.ts";
import { channelStates } from "#lib/web/settings/integrations.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";
import { setChannel, testChannel } from "./actions.ts";

export const generateMetadata = settingsTitle("channels");

export default async function ChannelsPage() {
  const { operator, settings, readOnly } = await settingsPage();
  const demo = env().STREAMTILL_MODE === "demo";
  return channelStates(settings).map((channel) => (
    <ChannelCard
      key={channel.id}
      channel={channel}
      demo={demo}
      to={channel.kind === "EMAIL" ? operator.email : ""}
      actions={readOnly ? undefined : { test: testChannel, set: setChannel }}
    />
  ));
}
