import { expect, it } from 'vitest';
import { tempProject } from '../../tests/support/temp-project.ts';
import { readEvent } from './event.ts';

async function read(content: string, name = 'workflow_dispatch') {
  const project = await tempProject({ 'event.json': content });
  return readEvent({ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: project.path('event.json') });
}

it('reads a dispatch’s fields, and whether strangers see the run', async () => {
  const event = await read('{"inputs":{"a":"1","b":true},"repository":{"private":true}}');
  expect(event).toMatchObject({ name: 'workflow_dispatch', inputs: { a: '1', b: true }, isPublic: false });
  expect(event.cron).toBeUndefined();
});

it('reads the cron text of a schedule', async () => {
  expect(await read('{"schedule":"0 9 1 * *"}', 'schedule')).toMatchObject({ cron: '0 9 1 * *', inputs: {} });
});

it.each([
  ['{"repository":{"private":false}}', true],
  ['{"repository":{"private":true,"visibility":"internal"}}', false],
  ['{"repository":{"visibility":"internal"}}', false],
  ['{"repository":{"private":"true"}}', true],
  ['{"repository":null}', true],
  ['{}', true],
])('takes %s for public: %j', async (payload, isPublic) => {
  expect(await read(payload)).toMatchObject({ isPublic });
});

it('says where it belongs when there is no event', async () => {
  await expect(readEvent({})).rejects.toMatchObject({ code: 'NOT_ON_GITHUB' });
  await expect(readEvent({ GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: '' })).rejects.toMatchObject({
    code: 'NOT_ON_GITHUB',
  });
});

it('names the file that is missing, broken or no object', async () => {
  await expect(readEvent({ GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: '/nowhere.json' })).rejects.toMatchObject({
    code: 'EVENT_INVALID',
    message: expect.stringContaining('/nowhere.json'),
  });
  await expect(read('{"inputs":')).rejects.toMatchObject({ code: 'EVENT_INVALID' });
  await expect(read('[]')).rejects.toMatchObject({ code: 'EVENT_INVALID' });
});
