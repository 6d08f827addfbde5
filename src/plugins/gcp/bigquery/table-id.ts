import { TaskError } from '../../../contract/errors.ts';

/** A table as BigQuery's API names it. */
export interface TableReference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

/**
 * Reads `dataset.table` or `project.dataset.table`, back-ticks allowed. A project may hold a colon (`example.com:project`).
 * @throws TaskError BIGQUERY_BAD_TABLE
 */
export function parseTable(text: string, projectId: string): TableReference {
  const match = /^`?(?:([^`\s]+)[.])?([^.`\s]+)[.]([^.`]+)`?$/.exec(text.trim());
  const [, project, datasetId, tableId] = match ?? [];
  if (datasetId !== undefined && tableId !== undefined) return { projectId: project ?? projectId, datasetId, tableId };
  throw new TaskError(
    'BIGQUERY_BAD_TABLE',
    `expected a table as project.dataset.table or dataset.table, got "${text}"`,
    {
      hint: 'write the data set in front of the table',
      retryable: false,
    },
  );
}

/** Reads `dataset` or `project.dataset`. */
export function parseDataset(text: string, projectId: string): Omit<TableReference, 'tableId'> {
  const name = text.trim().replaceAll('`', '');
  const dot = name.lastIndexOf('.');
  return dot === -1
    ? { projectId, datasetId: name }
    : { projectId: name.slice(0, dot), datasetId: name.slice(dot + 1) };
}

/** How people write it. */
export function tableName({ projectId, datasetId, tableId }: TableReference): string {
  return `${projectId}.${datasetId}.${tableId}`;
}
