/** The entries that are there: BigQuery takes a null for a wish. */
export function defined(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

/** 64-bit numbers are texts in the API. */
export function numberText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
