/**
 * Loads one of Google's packages. They are CommonJS: bundled, they have a default export only; as files they have it too.
 * They also use parts of Node that it warns of, which no user of ours can mend: those warnings are turned off.
 */
export async function loadSdk<T>(load: () => Promise<T>): Promise<T> {
  process.noDeprecation = true;
  const module = await load();
  const { default: whole } = module as { readonly default?: T };
  return whole ?? module;
}
