/** An external table as its statement says. */
export interface ExternalTable {
  /** As statements name it: `project.dataset.table`. */
  readonly name: string;
  readonly reference: { readonly projectId: string; readonly datasetId: string; readonly tableId: string };
  /** The load job that has the same effect, without its destination. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Reads `CREATE [OR REPLACE] EXTERNAL TABLE`, as far as the course's flows go; undefined for other statements. */
export function externalTable(sql: string): ExternalTable | undefined {
  const head = /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?EXTERNAL\s+TABLE\s+`([^`.]+)\.([^`.]+)\.([^`.]+)`\s*/i.exec(sql);
  if (head === null) return undefined;
  const [whole, projectId = '', datasetId = '', tableId = ''] = head;
  const rest = sql.slice(whole.length);
  const optionsAt = rest.search(/\)\s*OPTIONS\s*\(\s*format/i);
  const columns = [...rest.slice(0, optionsAt).matchAll(/^\s*\(?\s*(\w+)\s+([A-Z][A-Z0-9]*)\b/gm)];
  const options = rest.slice(optionsAt);
  const uris = /uris\s*=\s*\[([^\]]*)\]/i.exec(options)?.[1] ?? '';
  return {
    name: `${projectId}.${datasetId}.${tableId}`,
    reference: { projectId, datasetId, tableId },
    configuration: {
      sourceFormat: /format\s*=\s*'(\w+)'/i.exec(options)?.[1] ?? 'CSV',
      sourceUris: [...uris.matchAll(/'([^']+)'/g)].map(([, uri]) => uri),
      skipLeadingRows: Number(/skip_leading_rows\s*=\s*(\d+)/i.exec(options)?.[1] ?? 0),
      ignoreUnknownValues: /ignore_unknown_values\s*=\s*TRUE/i.test(options),
      schema: { fields: columns.map(([, name, type]) => ({ name, type: type === 'INT64' ? 'INTEGER' : type })) },
    },
  };
}
