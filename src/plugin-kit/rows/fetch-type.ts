import { deprecated, Type } from '../../contract/schema.ts';

/** What becomes of the rows that a statement returns. */
export type FetchType = 'NONE' | 'FETCH_ONE' | 'FETCH' | 'STORE';

/** The properties that choose a fetch type, old flags included. */
export const fetchProperties = {
  fetchType: Type.Optional(
    Type.Unsafe<FetchType>({
      type: 'string',
      enum: ['NONE', 'FETCH_ONE', 'FETCH', 'STORE'],
      default: 'NONE',
      description:
        'NONE: rows are dropped; FETCH_ONE: the first row becomes `row`; FETCH: all rows become `rows` (keep it to some thousands, they go into the journal); ' +
        'STORE: rows are streamed into a file in storage, one JSON document a line, whose address is `uri`.',
    }),
  ),
  fetch: Type.Optional(deprecated('use `fetchType: FETCH`', Type.Boolean({ default: false }))),
  fetchOne: Type.Optional(deprecated('use `fetchType: FETCH_ONE`', Type.Boolean({ default: false }))),
  store: Type.Optional(deprecated('use `fetchType: STORE`', Type.Boolean({ default: false }))),
  fetchSize: Type.Optional(
    Type.Integer({
      description:
        'Without effect on the result: rows are streamed at the pace at which they are stored, whatever their number.',
      default: 10_000,
    }),
  ),
};

/** The same for triggers: the rows are what the flow was started for, so they come along unless it says otherwise. */
export const triggerFetchProperties = {
  ...fetchProperties,
  fetchType: { ...fetchProperties.fetchType, default: 'FETCH' } as typeof fetchProperties.fetchType,
};

/** The fetch type of a trigger. */
export function triggerFetchTypeOf(properties: Parameters<typeof fetchTypeOf>[0]): FetchType {
  return fetchTypeOf({ ...properties, fetchType: properties.fetchType ?? 'FETCH' });
}

/** The fetch type that the properties ask for; the old flags win, in Kestra's order. */
export function fetchTypeOf(properties: {
  readonly fetchType?: FetchType;
  readonly fetch?: boolean;
  readonly fetchOne?: boolean;
  readonly store?: boolean;
}): FetchType {
  if (properties.fetch === true) return 'FETCH';
  if (properties.fetchOne === true) return 'FETCH_ONE';
  if (properties.store === true) return 'STORE';
  return properties.fetchType ?? 'NONE';
}

/** Tags of the metric `fetch.size`, as Kestra has them. */
export function fetchTags(fetchType: FetchType): Readonly<Record<string, string>> {
  return { fetch: String(fetchType === 'FETCH' || fetchType === 'FETCH_ONE'), store: String(fetchType === 'STORE') };
}
