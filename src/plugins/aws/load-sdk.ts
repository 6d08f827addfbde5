/** Loads one of Amazon's packages. They are CommonJS: bundled, they have a default export only; as files they have it too. */
export async function loadSdk<T>(load: () => Promise<T>): Promise<T> {
  const module = await load();
  const { default: whole } = module as { readonly default?: T };
  return whole ?? module;
}
