"use client";
import "./globals.css";
import { type Crash, ErrorPage } from "#components/ui/error-page.tsx";

/** When even the page's frame cannot be made, e.g. while the database is away. */
export default function GlobalError(crash: Crash) {
  return (
    <html lang="en">
      <body>
        <ErrorPage {...crash} />
      </body>
    </html>
  );
}
