import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony } from '../support/cli.ts';
import { startTestDocker, type TestDocker, whyNoDocker } from '../support/docker.ts';
import { tempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

const missing = await whyNoDocker();

describe.skipIf(missing !== undefined)('the flow docker_pipeline, as it is shipped but for the image', () => {
  let engine: TestDocker;
  beforeAll(async () => {
    engine = await startTestDocker();
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(async () => {
    for (const flow of ['demo.compiled', 'gitphony.examples.docker_pipeline'])
      expect(await engine.containers(flow)).toEqual([]);
  });

  it('hands a file from one container to another', async () => {
    // No registry is to be had: the image is one of this machine.
    const text = await readFile(join(projectRoot, 'flows', 'docker-pipeline.yaml'), 'utf8');
    const project = await tempProject({
      'flows/docker-pipeline.yaml': text.replaceAll('debian:12-slim', engine.busybox),
    });
    const ended = await runGitphony(['run', 'gitphony.examples.docker_pipeline', '--json'], {
      cwd: project.dir,
      env: { DOCKER_HOST: engine.host },
    });
    expect(ended.exitCode, ended.stderr).toBe(0);
    const { state, outputs } = JSON.parse(ended.stdout) as Execution;
    expect(state.current).toBe('SUCCESS');
    expect(outputs).toEqual({ total: 338_350 });
  });

  it('compiles in the container, and says which image lacks the compiler', async () => {
    const project = await tempProject({
      'flows/compiled.yaml': `id: compiled
namespace: demo
tasks:
  - id: c
    type: gitphony.scripts.c.Script
    containerImage: ${engine.busybox}
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
    script: int main(void) { return 0; }
`,
    });
    const ended = await runGitphony(['run', 'demo.compiled'], { cwd: project.dir, env: { DOCKER_HOST: engine.host } });
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout + ended.stderr).toContain(`The image ${engine.busybox} has no gcc`);
  });
});
