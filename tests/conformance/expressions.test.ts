import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileTemplate, evaluateAsync, ExpressionError } from '../../src/expressions/index.ts';
import { parseJson } from '../../src/util/json.ts';
import { isMap, type ValueMap } from '../../src/util/values.ts';

/**
 * The observed answers of a real Kestra server lie beside the repository, not in it. Rows that differ on purpose stand in
 * expression-differences.json by name, with a reason; docs/differences-from-kestra.md tells users about them.
 */
const CORPUS = new URL('../../../shared/conformance/expressions/cases.jsonl', import.meta.url);

interface Row {
  readonly name: string;
  readonly template: string;
  readonly context: ValueMap;
  /** Undefined: the server answered with an error. */
  readonly result: string | undefined;
}

function readRow(line: string): Row {
  const row = parseJson(line);
  if (!isMap(row)) throw new Error(`expected a JSON object, but found ${line}`);
  const { name, template, context, result } = row;
  if (typeof name !== 'string' || typeof template !== 'string')
    throw new Error(`expected a name and a template in ${line}`);
  return {
    name,
    template,
    context: isMap(context) ? context : {},
    result: typeof result === 'string' ? result : undefined,
  };
}

/** What differs between our answer and the server's; undefined when they agree. Error texts are ours and not compared. */
async function differenceOf(row: Row): Promise<string | undefined> {
  let ours: string;
  try {
    ours = await evaluateAsync(compileTemplate(row.template), row.context);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return row.result === undefined
      ? undefined
      : `expected ${JSON.stringify(row.result)}, but it failed: ${error.message}`;
  }
  if (row.result === ours) return undefined;
  return `expected ${row.result === undefined ? 'an error' : JSON.stringify(row.result)}, but it printed ${JSON.stringify(ours)}`;
}

const isHere = existsSync(CORPUS);
const rows = isHere
  ? readFileSync(CORPUS, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map(readRow)
  : [];

/** Names of the rows that may differ, with the reason. */
const listed = new Map<string, string>(
  Object.entries(
    JSON.parse(readFileSync(new URL('expression-differences.json', import.meta.url), 'utf8')) as Record<string, string>,
  ),
);

const missing = 'NOT compared with a real Kestra: ../shared/conformance/expressions/cases.jsonl is not here';

describe('expressions beside a real Kestra', () => {
  it(`answers every row but the listed ones as the server did${isHere ? '' : `: ${missing}`}`, async () => {
    const unlisted: string[] = [];
    const mended: string[] = [];
    for (const row of rows) {
      const difference = await differenceOf(row);
      if (difference !== undefined && !listed.has(row.name))
        unlisted.push(`${row.name} ${row.template}: ${difference}`);
      if (difference === undefined && listed.has(row.name)) mended.push(row.name);
    }
    const agreeing = `${rows.length - listed.size} of ${rows.length} observed rows agree, ${listed.size} differ as listed`;
    console.log(`Expressions: ${isHere ? agreeing : missing}`);
    expect(unlisted).toEqual([]);
    expect(mended, 'these rows agree now: take them off expression-differences.json').toEqual([]);
  });

  it('gives a reason for every listed row', () => {
    expect([...listed.values()].filter((reason) => reason.length < 20)).toEqual([]);
  });
});
