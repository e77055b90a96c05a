import { useLocale, useTranslations } from "next-intl";
import { regionNames } from "#lib/kernel/intl.ts";
import type { FunnelBy } from "#lib/reports/funnel.ts";

const DEVICES = ["PHONE", "TABLET", "DESKTOP", "TV", "UNKNOWN"] as const;

/** The words for a group of visitors by its key; empty, or `none` in an address, for those that have none. */
export function useFunnelGroupName(by: FunnelBy): (key: string) => string {
  const t = useTranslations("operator-visitors");
  const regions = regionNames(useLocale());
  return (key) => {
    if (key === "" || key === "none") return t(`none.${by}`);
    if (by === "country") return regions.of(key) ?? key;
    const device = by === "device" && DEVICES.find((name) => name === key);
    return device ? t(`device.${device}`) : key;
  };
}
