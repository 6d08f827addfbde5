import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPostgres, type TestServer } from './postgres.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server.stop());

it('gives databases that do not see each other', async () => {
  const [one, two] = await Promise.all([server.freshDatabase('one'), server.freshDatabase('two')]);
  await one.query('CREATE TABLE rows AS SELECT generate_series(1, 3) AS id');
  expect(await one.query('SELECT count(*)::int AS n FROM rows WHERE id > $1', [1])).toEqual([{ n: 2 }]);
  await expect(two.query('SELECT * FROM rows')).rejects.toThrow('does not exist');
  await one.drop();
  await expect(one.query('SELECT 1')).rejects.toThrow('does not exist');
});
