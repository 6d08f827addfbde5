import type { GithubSupport } from '../../../contract/plugin-head.ts';

/** On GitHub what a run writes is seen by itself at once, and saved when its job has ended. */
export const writesKeys: GithubSupport = { supported: true, keys: 'write' };

/** On GitHub the job is handed the keys that the flow names, and reads the state branch. */
export const readsKeys: GithubSupport = { supported: true, keys: 'read' };
