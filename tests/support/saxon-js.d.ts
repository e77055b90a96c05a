declare module "saxon-js" {
  const SaxonJS: {
    transform(options: Record<string, unknown>, execution: "async"): Promise<{ principalResult: unknown }>;
  };
  export default SaxonJS;
}
