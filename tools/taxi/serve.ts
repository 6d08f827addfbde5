/** `tsx tools/taxi/serve.ts [--rows 10000] [--port 8765] [--seed text] [--cache folder]`: sample months over HTTP until Ctrl-C. */
import { parseArgs } from 'node:util';
import { startTaxiServer } from './server.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    port: { type: 'string', default: '8765' },
    seed: { type: 'string', default: '' },
    cache: { type: 'string' },
  },
});

const server = await startTaxiServer({
  rows: Number(values.rows),
  port: Number(values.port),
  seed: values.seed,
  ...(values.cache === undefined ? {} : { cacheDirectory: values.cache }),
});
console.log(server.url);
console.error(
  `${values.rows} rows a month, for example ${server.url}/green/green_tripdata_2019-01.csv.gz; Ctrl-C ends it`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close();
  });
}
