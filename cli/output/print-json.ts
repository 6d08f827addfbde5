import { printJson } from '../../src/util/json.ts';
import type { Value } from '../../src/util/values.ts';

/** Writes one JSON document and a line end to stdout, and waits until it is written: pipes are asynchronous. */
export async function writeJson(value: unknown): Promise<void> {
  const text = printJson(value as Value);
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
