import { describe, expect, it, vi } from "vitest";
import { isTimeZone, timeZones } from "#lib/kernel/time-zone.ts";
import { settingsSchema } from "#lib/settings/schema.ts";

describe("time zones", () => {
  it.each(["Asia/Kolkata", "Europe/Kyiv", "America/Nuuk", "Etc/UTC", "UTC", "Asia/Calcutta", "Europe/Kiev", "Africa/Casablanca"])(
    "%s is one, whatever this Node lists it as",
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
      expect(settingsSchema.company.parse({ timeZone: zone }).timeZone).toBe(zone);
    },
  );

  it.each(["", "Berlin", "Mars/Olympus", "+01:00", "GMT+1", "europe/berlin; --"])("%j is none", (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });

  it("are offered by their present names, each once, and all of them are valid", () => {
    const zones = timeZones();
    for (const present of ["Asia/Kolkata", "Europe/Kyiv", "America/Nuuk", "Asia/Ho_Chi_Minh", "UTC"]) expect(zones).toContain(present);
    for (const former of ["Asia/Calcutta", "Europe/Kiev", "America/Godthab"]) expect(zones).not.toContain(former);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(timeZones("Asia/Calcutta")).toContain("Asia/Calcutta");
  });

  it("a stored one that this Node does not know does not stop the shop", () => {
    expect(settingsSchema.company.parse({ timeZone: "Mars/Olympus" }).timeZone).toBe("UTC");
  });

  it("a stored one that this Node knows by its other name has its rules", async () => {
    vi.resetModules(); // what Node knows is remembered
    const { knownZone } = await import("#lib/kernel/time-zone.ts");
    const { settingsSchema } = await import("#lib/settings/schema.ts");
    const { DateTimeFormat } = Intl;
    vi.spyOn(Intl, "DateTimeFormat").mockImplementation(function older(locale, options) {
      if (options?.timeZone === "Europe/Kyiv" || options?.timeZone === "Asia/Calcutta") throw new RangeError("unknown");
      return new DateTimeFormat(locale, options);
    });
    expect(knownZone("Europe/Kyiv", "UTC")).toBe("Europe/Kiev");
    expect(knownZone("Asia/Calcutta", "UTC")).toBe("Asia/Kolkata");
    expect(settingsSchema.company.parse({ timeZone: "Europe/Kyiv" }).timeZone).toBe("Europe/Kiev");
    vi.restoreAllMocks();
  });
});
