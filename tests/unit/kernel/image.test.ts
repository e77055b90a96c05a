import { expect, test } from "vitest";
import { imageDataUrl, isImageDataUrl } from "#lib/kernel/image.ts";

const svg = (inside: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`);

test("an image is told by its bytes", () => {
  const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(8)]);
  expect(imageDataUrl(png, ["png"], "logo")).toMatch(/^data:image\/png;base64,/);
  expect(() => imageDataUrl(png, ["webp"], "logo")).toThrow("image_unknown");
  expect(() => imageDataUrl(Buffer.from("<html>"), ["png", "svg"], "logo")).toThrow("image_unknown");
  expect(() => imageDataUrl(Buffer.alloc(204_801), ["png"], "logo")).toThrow("image_too_large");
});

test.each([
  '<path d="M0 0h9v9z" fill="#f00"/>',
  '<linearGradient id="a"/><rect fill="url(#a)"/>',
  '<use href="#a"/>',
  "<title>Nordlicht &amp; Co</title>",
])("a drawing is taken: %s", (inside) => {
  expect(isImageDataUrl(imageDataUrl(svg(inside), ["svg"], "logo"), ["svg"])).toBe(true);
});

test.each([
  "<script>alert(1)</script>",
  '<path onload="alert(1)"/>',
  "<path\nonclick='alert(1)'/>",
  '<a href="javascript:alert(1)"/>',
  '<image href="https://evil.example/a.png"/>',
  "<style>@import 'https://evil.example'</style>",
  '<rect fill="url(https://evil.example/a)"/>',
  "<foreignObject/>",
  '<animate attributeName="href"/>',
])("what could run or load something is refused: %s", (inside) => {
  expect(() => imageDataUrl(svg(inside), ["svg"], "logo")).toThrow("image_unsafe");
});
