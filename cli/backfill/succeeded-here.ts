import type { Flow } from '../../src/contract/flow.ts';
import { listFolders, readRecord } from '../executions/find.ts';

/** The planned times of a trigger that executions on this machine ended well for; as milliseconds since 1970. */
export async function succeededHere(flow: Flow, trigger: string): Promise<ReadonlySet<number>> {
  const done = new Set<number>();
  for (const folder of await listFolders()) {
    try {
      const { namespace, flowId, state, trigger: fired } = await readRecord(folder);
      const date = fired?.variables['date'];
      const isOwn = namespace === flow.namespace && flowId === flow.id && fired?.id === trigger;
      if (isOwn && typeof date === 'string' && (state.current === 'SUCCESS' || state.current === 'WARNING')) {
        done.add(Date.parse(date));
      }
    } catch (error) {
      // What cannot be read has not succeeded: the tick runs again.
      process.stderr.write(`cannot be read: ${folder.id}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return done;
}
