/**
 * `npm run setup [-- --for demo|test] [--no-system]`: makes a fresh clone ready. Plain JavaScript for Node 20, because nothing is installed yet.
 * Every step looks first and does nothing when its work is done, so running it again is cheap.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setUpBigQuery } from './setup-bigquery.mjs';
import { setUpBuild, setUpLanguageService } from './setup-bundles.mjs';
import { setUpDocker } from './setup-docker.mjs';
import { setUpLanguages } from './setup-languages.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { setUpNodeModules } from './setup-node-modules.mjs';
import { SetupError } from './setup-process.mjs';
import { setUpPython } from './setup-python.mjs';
import { setUpSystem } from './setup-system.mjs';
import { setUpTools } from './setup-tools.mjs';

const steps = [
  { name: 'system programs', levels: ['demo', 'test'], run: setUpSystem },
  { name: 'node_modules', levels: ['demo', 'test'], run: setUpNodeModules },
  { name: 'test tools', levels: ['test'], run: setUpTools },
  { name: 'BigQuery emulator', levels: ['test'], run: setUpBigQuery },
  { name: 'Python test tools', levels: ['test'], run: setUpPython },
  { name: 'languages', levels: ['test'], run: setUpLanguages },
  { name: 'workflow validator', levels: ['test'], run: setUpLanguageService },
  { name: 'Docker', levels: ['test'], run: setUpDocker },
  { name: 'build', levels: ['demo', 'test'], run: setUpBuild },
];

async function main() {
  const options = readOptions();
  const started = Date.now();
  await withSetupLock(join(options.root, '.tools', 'setup.lock'), async () => {
    for (const step of steps.filter(({ levels }) => levels.includes(options.level))) {
      const begun = Date.now();
      const result = await step.run(options);
      console.log(`${step.name}: ${result} (${seconds(begun)})`);
    }
  });
  console.log(`set-up for ${options.level} is ready (${seconds(started)})`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      for: { type: 'string', default: 'test' },
      'no-system': { type: 'boolean', default: false },
      root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
    },
  });
  if (values.for !== 'demo' && values.for !== 'test') {
    throw new SetupError(`--for expects demo or test, got ${values.for}`, { fix: 'npm run setup -- --for test' });
  }
  return { level: values.for, installSystem: !values['no-system'], root: values.root };
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

main().catch((error) => {
  if (error instanceof SetupError) {
    console.error(`set-up stopped: ${error.message}\n  fix: ${error.fix}`);
    if (error.cause !== undefined) console.error(`  details: ${error.cause.message}`);
  } else if (error.code?.startsWith?.('ERR_PARSE_ARGS')) {
    console.error(`set-up stopped: ${error.message}\n  fix: npm run setup -- [--for demo|test] [--no-system]`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
});
