import { describe, expect, it } from "vitest";
import { countryOfZone } from "#lib/kernel/country-of-zone.ts";
import { deviceOf } from "#lib/web/shop/device.ts";
import { sourceOf } from "#lib/web/shop/visit-source.ts";

describe("a device", () => {
  it.each([
    ["PHONE", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"],
    ["PHONE", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"],
    ["PHONE", "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"],
    ["TABLET", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"],
    ["TABLET", "Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1"],
    ["TABLET", "Mozilla/5.0 (Linux; Android 11; KFTRWI) AppleWebKit/537.36 Silk/140.1 like Chrome/140.0 Safari/537.36"],
    ["TV", "Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 Version/7.0 TV Safari/537.36"],
    ["TV", "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 Chrome/94.0 Safari/537.36 WebAppManager"],
    ["TV", "Mozilla/5.0 (Linux; Android 9; AFTKA Build/PS7) AppleWebKit/537.36 Silk/140.1 like Chrome/140.0 Safari/537.36"],
    ["DESKTOP", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"],
    ["DESKTOP", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"],
  ])("%s: %s", (device, userAgent) => expect(deviceOf(userAgent)).toBe(device));
});

describe("a source", () => {
  it.each([
    [{}, ""],
    [{ source: "Newsletter ", referrer: "mail.example" }, "newsletter"],
    [{ source: "direct" }, ""],
    [{ source: "spring\n<b>sale</b>" }, "spring b sale b"],
    [{ source: "Ümläut-2026" }, "ümläut-2026"],
    [{ source: "x".repeat(90) }, "x".repeat(60)],
    [{ source: " ", referrer: "www.google.com" }, "google.com"],
    [{ referrer: "l.facebook.com:443" }, "l.facebook.com"],
    [{ referrer: "WWW.localhost:3000" }, ""],
    [{ referrer: "localhost" }, ""],
  ])("%o is %j", (told, source) => expect(sourceOf(told)).toBe(source));
});

describe("the country of a time zone", () => {
  it.each([
    ["Europe/Berlin", "DE"],
    ["Asia/Kolkata", "IN"],
    ["Asia/Calcutta", "IN"],
    ["Europe/Kyiv", "UA"],
    ["America/Argentina/Buenos_Aires", "AR"],
    ["Asia/Riyadh", "SA"],
    ["America/New_York", "US"],
    ["UTC", null],
    ["Mars/Olympus", null],
    ["", null],
  ])("%s is %s", (zone, country) => expect(countryOfZone(zone)).toBe(country));
});
