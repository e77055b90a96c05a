"use client";
import { useEffect, useState } from "react";
import { Select } from "#components/forms/controls.tsx";

/** Begins with the browser's time zone. */
export function TimeZoneSelect({ timeZones }: { timeZones: string[] }) {
  const [own, setOwn] = useState("UTC");
  useEffect(() => setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return (
    <Select defaultValue={own}>
      {(timeZones.includes(own) ? timeZones : [own, ...timeZones]).map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll("_", " ")}
        </option>
      ))}
    </Select>
  );
}
