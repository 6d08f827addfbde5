import { expect, test } from 'vitest';
import { runAct } from './act.ts';
import { startResultsService } from './results-service.ts';
import { tempProject } from './temp-project.ts';
import { projectRoot } from './tool-paths.ts';

const workflow = '.github/workflows/upload.yml';

/** A `node24` action as ours is one: a real client in a bundle, started by act. */
const action = `name: Upload
description: uploads itself
runs: { using: node24, main: main.mjs }
`;

test('an action under act uploads an artifact to the stand-in', async () => {
  await using service = await startResultsService();
  const project = await tempProject({
    [workflow]: `name: upload
on: workflow_dispatch
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - uses: ./action
`,
    'action/action.yml': action,
    'action/main.mjs': `
import { pathToFileURL } from 'node:url';
const { DefaultArtifactClient } = await import(pathToFileURL('${projectRoot}/node_modules/@actions/artifact/lib/artifact.js').href);
const { id } = await new DefaultArtifactClient().uploadArtifact('self', [import.meta.filename], import.meta.dirname);
console.log("uploaded " + id);
`,
  });
  const env = service.jobEnv({ runId: '77' });
  const run = await runAct({ cwd: project.dir, workflow, event: 'workflow_dispatch', env });
  expect(run.output).toContain('uploaded 1');
  expect(run.exitCode).toBe(0);
  expect(service.store.list('77')).toMatchObject([{ name: 'self', mimeType: 'application/zip' }]);
});
