import { describe, expect, it } from "vitest";
import { csvLine } from "#lib/kernel/csv.ts";

describe("a line of CSV", () => {
  it("quotes what needs it and doubles the quotes inside", () => {
    expect(csvLine(["plain", "a,b", 'say "hi"', "two\nlines"])).toBe('plain,"a,b","say ""hi""","two\nlines"\r\n');
  });

  it.each(["=HYPERLINK(1)", "+49 30", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1"])(
    "keeps a spreadsheet from running %j",
    (text) => {
      expect(csvLine([text]).replace(/^"/, "")).toMatch(/^'/);
    },
  );

  it("keeps one that begins a cell at each semicolon from running what comes behind", () => {
    expect(csvLine(["Max;=cmd|' /C calc'!A0; +1;x"])).toBe("Max;'=cmd|' /C calc'!A0;' +1;x\r\n");
  });

  it("leaves numbers, instants and nothing as they are", () => {
    expect(csvLine([-5, 12n, new Date("2026-11-22T10:00:00Z"), null, "3.50", "-0.10"])).toBe(
      "-5,12,2026-11-22T10:00:00.000Z,,3.50,-0.10\r\n",
    );
  });
});
