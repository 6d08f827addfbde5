import { expect, it } from 'vitest';
import type { DockerProperties } from '../../../../plugin-kit/scripts/docker-properties.ts';
import { containerOptions, csvLine } from './container-options.ts';

const context = {
  execution: { id: 'e1', namespace: 'company.team', flowId: 'f', flowRevision: 1 },
  taskRun: { id: 'r1', taskId: 't', taskType: 'x', attempt: 1, interrupted: false },
};
const optionsOf = (properties: DockerProperties): string =>
  containerOptions('name', properties, { directory: '/work' }, context).join(' ');

it('says whose a container is', () => {
  const options = optionsOf({});
  expect(options).toContain(`--label gitphony.owner=${process.pid}:`);
  expect(options).toContain(
    '--label gitphony.execution=e1 --label gitphony.taskrun=r1 --label gitphony.flow=company.team.f',
  );
  expect(options).not.toContain('--privileged');
});

it.each<[DockerProperties, string]>([
  [{ user: '1000:1000' }, '--user 1000:1000'],
  [{ networkMode: 'none' }, '--network none'],
  [{ platform: 'linux/arm64' }, '--platform linux/arm64'],
  [{ cpu: { cpus: 0.5 } }, '--cpus 0.5'],
  [{ memory: { memory: '1GB', memorySwap: '-1' } }, '--memory 1073741824 --memory-swap -1'],
  [
    { memory: { memorySwappiness: 0, memoryReservation: '1k', oomKillDisable: true } },
    '--memory-swappiness 0 --memory-reservation 1024 --oom-kill-disable',
  ],
  [{ shmSize: '1MB' }, '--shm-size 1048576'],
  [{ entryPoint: [''] }, '--entrypoint '],
  [{ privileged: true }, '--privileged'],
  [{ portBindings: ['8080:80'] }, '--publish 8080:80'],
  [{ extraHosts: ['db:host-gateway'] }, '--add-host db:host-gateway'],
  [{ volumes: ['/a:/b:ro'] }, '--volume /a:/b:ro'],
  [
    { deviceRequests: [{ driver: 'nvidia', count: -1, capabilities: [['gpu', 'utility']] }] },
    '--gpus driver=nvidia,count=all,"capabilities=gpu,utility"',
  ],
])('%j becomes %s', (properties, expected) => expect(`${optionsOf(properties)} `).toContain(`${expected} `));

it.each([
  ['/a:/work', 'beside the working directory'],
  ['/a/../b:/c', 'without ".."'],
  ['/a:b', 'an absolute path in the container'],
])('refuses the volume %s', (volume, message) => {
  expect(() => optionsOf({ volumes: [volume] })).toThrow(message);
});

it('quotes what the command reads as CSV', () => {
  expect(csvLine(['type=bind', 'source=/a,b', 'target=/c"d'])).toBe('type=bind,"source=/a,b","target=/c""d"');
});
