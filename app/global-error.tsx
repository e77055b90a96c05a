"use client";
import "./globals.css";
import { ErrorPage } from "#components/ui/error-page.tsx";

/** When even the page's frame cannot be made, e.g. while the database is away. */
export default function GlobalError(props: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
