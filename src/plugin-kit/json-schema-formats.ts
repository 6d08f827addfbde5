/**
 * The formats that property schemas may name. Regular expressions, so that ajv can write them into generated validators.
 * `duration` is what Java's Duration.parse takes (days to seconds, no months), and is checked again by `parseDuration`.
 */
export const jsonSchemaFormats: Readonly<Record<string, RegExp>> = {
  duration:
    /^[+-]?P(?=[+-]?\d|T[+-]?\d)(?:[+-]?\d+D)?(?:T(?=[+-]?\d)(?:[+-]?\d+H)?(?:[+-]?\d+M)?(?:[+-]?\d+(?:[.,]\d{0,9})?S)?)?$/i,
  // The parser of flows reads cron expressions and zones itself, for better messages; see src/flow/build/formats.ts.
  cron: /\S/,
  'time-zone': /\S/,
  'storage-uri': /^[a-z][a-z0-9+.-]*:\/\//i,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?:\[[^\]]+\])?$/,
  date: /^\d{4}-\d\d-\d\d$/,
};
