/**
 * `npm run emulators`: Cloud Storage and BigQuery on this machine, for trying flows without an account. Runs until Ctrl-C; what
 * they hold is gone then. In another terminal the lines that it prints send `gitphony` there.
 */
import { parseArgs } from 'node:util';
import { startGoogleEmulators } from './google.ts';

const options = {
  'gcs-port': { type: 'string', default: '4443' },
  'bigquery-port': { type: 'string', default: '9050' },
  'storage-port': { type: 'string', default: '9060' },
} as const;

const { values } = parseArgs({ options });
const emulators = await startGoogleEmulators({
  gcsPort: Number(values['gcs-port']),
  bigqueryPort: Number(values['bigquery-port']),
  storagePort: Number(values['storage-port']),
});
for (const [name, value] of Object.entries(emulators.env)) process.stdout.write(`export ${name}=${value}\n`);
process.stderr.write('The emulators run until Ctrl-C. Copy the lines above into the terminal where you run flows.\n');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void emulators.stop().then(() => process.exit(0));
  });
}
