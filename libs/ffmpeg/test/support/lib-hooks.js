/** Lets plain Node follow `#lib/<name>` to the sources, as Jest does. */
const root = new URL('../../../../', import.meta.url);

export const resolve = (specifier, context, next) => {
  const [, name] = /^#lib\/([a-z-]+)$/.exec(specifier) ?? [];
  if (name === undefined) return next(specifier, context);
  return { url: new URL(`libs/${name}/src/index.ts`, root).href, format: 'module', shortCircuit: true };
};
