/** The page looks every few seconds whether there is news, for at most ten minutes; without a script it reloads itself. */
export function LookAgain() {
  return (
    <>
      <span hidden data-look-again />
      <noscript>
        <meta httpEquiv="refresh" content="6" />
      </noscript>
    </>
  );
}
