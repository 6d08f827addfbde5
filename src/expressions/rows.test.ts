import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EvaluationHost } from '../contract/expression.ts';
import { isMap, type ValueMap } from '../util/values.ts';
import { compileTemplate, evaluateAsync, FILTERS, FUNCTIONS, PREDICATES } from './index.ts';
import { readYaml } from './formats/yaml-read.ts';

/** One row of a table in testdata/: a template, its context, and the printed text or a part of the error. */
interface Row {
  readonly template: string;
  readonly context: ValueMap;
  readonly result: string | undefined;
  readonly error: string | undefined;
}

const FOLDER = new URL('testdata/', import.meta.url);

const host: EvaluationHost = {
  secret: (name) => (name === 'TOKEN' ? 's3cret-value' : Promise.reject(new Error(`no secret ${name}`))),
  kv: async (key, namespace) => (key === 'limit' ? 7 : key === 'where' ? (namespace ?? 'own') : undefined),
  env: (name) => (name === 'REGION' ? 'eu' : undefined),
  readFile: async (path) => `text of ${path}`,
  fileSize: async (path) => (path.endsWith('empty') ? 0 : 12),
  fileExists: (path) => path.startsWith('kestra:///'),
  fileUri: (path) => `kestra:///files/${path}`,
  http: async (request) => ({ asked: request['uri'] ?? null }),
  now: () => new Date(Date.UTC(2025, 5, 7, 8, 9, 10, 11)),
  errorLogs: () => [{ message: 'failed' }],
  tasksWithState: (state) => [{ taskId: 'load', state }],
  subflow: () => ({ out: 'x' }),
  isPublicHoliday: (date) => date === '2025-12-25',
};

async function readTable(name: string): Promise<Row[]> {
  const rows = await readYaml(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8'));
  if (!Array.isArray(rows)) throw new Error(`expected a list of rows in testdata/${name}.yaml`);
  return rows.map((row) => {
    if (!isMap(row) || typeof row['template'] !== 'string')
      throw new Error(`expected a template in each row of testdata/${name}.yaml`);
    const { template, context, result, error } = row;
    if ((typeof result === 'string') === (typeof error === 'string'))
      throw new Error(`expected a result or an error: ${template}`);
    return {
      template,
      context: isMap(context) ? context : {},
      result: typeof result === 'string' ? result : undefined,
      error: typeof error === 'string' ? error : undefined,
    };
  });
}

const tables = readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ''));

/** Evaluates later than the caller, so that a failure of the compiler is a rejection too. */
async function answerTo(row: Row): Promise<string> {
  await Promise.resolve();
  return evaluateAsync(compileTemplate(row.template), row.context, host);
}

describe.each(tables)('testdata/%s.yaml', async (name) => {
  const rows = await readTable(name);

  it.each(rows.filter((row) => row.error === undefined))('$template', async (row) => {
    expect(await answerTo(row)).toBe(row.result);
  });

  it.each(rows.filter((row) => row.error !== undefined))('$template fails', async (row) => {
    await expect(answerTo(row)).rejects.toThrow(row.error);
  });
});

it('has rows for every filter, function and test', () => {
  const names = [...FILTERS, ...FUNCTIONS, ...PREDICATES].map((definition) => definition.name);
  expect(names.filter((name) => !tables.includes(name))).toEqual([]);
});

it('lists every file of the three folders', () => {
  const files = (folder: string) =>
    readdirSync(new URL(`${folder}/`, import.meta.url)).filter((file) => file !== 'index.ts').length;
  expect([files('filters'), files('functions'), files('predicates')]).toEqual([
    FILTERS.length,
    FUNCTIONS.length,
    PREDICATES.length,
  ]);
});
