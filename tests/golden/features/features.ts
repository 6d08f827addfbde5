import type { Feature, Part } from './feature.ts';

const read = { contents: 'read' } as const;
/** Only the job that starts the rest of a backfill may start anything. */
const backfill = {
  plan: { ...read, actions: 'read' },
  backfill: read,
  summary: { ...read, actions: 'read' },
  'hand-on': { ...read, actions: 'write' },
} as const;
const log: Part = { id: 'log', type: 'io.kestra.plugin.core.log.Log', message: 'hello' };
const before: Part = { id: 'before', namespace: 'demo', tasks: [log] };

const cron: Part = { id: 'daily', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 9 * * *' };
const hook: Part = { id: 'hook', type: 'io.kestra.plugin.core.trigger.Webhook', key: "{{ secret('HOOK') }}" };

const listBucket: Part = { id: 'list', type: 'io.kestra.plugin.gcp.gcs.List', from: 'gs://bucket/' };
const readObject: Part = { id: 'parts', type: 'io.kestra.plugin.core.storage.Split', from: 'gs://bucket/x', rows: 1 };
const provider = 'projects/1/locations/global/workloadIdentityPools/github/providers/flows';
const login: Part = { cloud: { gcp: { workloadIdentityProvider: provider } } };

/** A flow that runs when those have ended. */
function follower(id: string, ...flowIds: readonly string[]): Part {
  const flows = flowIds.map((flowId) => ({ namespace: 'demo', flowId }));
  const trigger = { id: 'after', type: 'io.kestra.plugin.core.trigger.Flow', preconditions: { id: 'p', flows } };
  return { id, namespace: 'demo', tasks: [log], triggers: [trigger] };
}

/**
 * What a workflow may have, each feature with its ways. Every two ways of two features stand together in some workflow: what breaks
 * only where two meet is found, in a few workflows instead of thousands. A new feature is one more entry here.
 */
export const features: Readonly<Record<string, Feature>> = {
  schedule: {
    none: {},
    one: {
      flow: { triggers: [cron] },
      jobs: { run: { actions: 'read' }, ...backfill },
    },
    'not recovered': {
      flow: { triggers: [{ ...cron, recoverMissedSchedules: 'NONE' }] },
      // It makes up for nothing, but looks whether a run before it stood for its time.
      jobs: { run: { actions: 'read' }, ...backfill },
    },
  },
  webhook: {
    none: {},
    dispatch: { flow: { triggers: [hook] } },
    repository_dispatch: { flow: { triggers: [hook] }, config: { webhooks: 'repository_dispatch' } },
  },
  follows: {
    none: {},
    one: {
      flow: {
        triggers: [
          {
            id: 'after',
            type: 'io.kestra.plugin.core.trigger.Flow',
            conditions: [
              { type: 'io.kestra.plugin.core.condition.ExecutionFlow', namespace: 'demo', flowId: 'before' },
            ],
          },
        ],
      },
    },
  },
  followed: {
    none: {},
    plain: { others: [follower('next', 'own')], jobs: { finish: { ...read, actions: 'write' } } },
    'with memory': {
      others: [follower('next', 'own', 'before')],
      jobs: { finish: { contents: 'write', actions: 'write' } },
    },
  },
  events: {
    none: {},
    push: { flow: { triggers: [{ id: 'push', type: 'gitphony.github.Push', branches: ['main'] }] } },
    pull_request: { flow: { triggers: [{ id: 'pull', type: 'gitphony.github.PullRequest', branches: ['main'] }] } },
    workflow_run: {
      flow: { triggers: [{ id: 'built', type: 'gitphony.github.WorkflowRun', workflows: ['Build'], branches: ['main'] }] },
    },
  },
  concurrency: {
    none: {},
    one: { flow: { concurrency: { limit: 1, behavior: 'QUEUE' } } },
    two: { flow: { concurrency: { limit: 2, behavior: 'QUEUE' } } },
  },
  worker: {
    none: {},
    label: {
      flow: { workerGroup: { key: 'small' } },
      config: { workerGroups: { small: 'ubuntu-slim' } },
    },
    group: {
      flow: { workerGroup: { key: 'own' } },
      config: { workerGroups: { own: { group: 'data-team', labels: ['self-hosted', 'linux'] } } },
    },
  },
  environment: {
    none: {},
    production: { config: { namespaces: { demo: { environment: 'production' } } } },
  },
  database: {
    none: {},
    scratch: {
      flow: { tasks: [{ ...log, id: 'user', message: "{{ secret('POSTGRES_USER') }}" }] },
      config: { services: { postgres: 'embedded' } },
    },
  },
  cloud: {
    none: {},
    'without a key': {
      flow: { tasks: [listBucket] },
      config: login,
      permissions: { run: { 'id-token': 'write' }, backfill: { 'id-token': 'write' } },
    },
    'with a key': {
      flow: { tasks: [{ ...listBucket, serviceAccount: "{{ secret('GCP_CREDS') }}" }] },
      config: login,
    },
    'by an address': {
      flow: { tasks: [readObject] },
      config: login,
      permissions: { run: { 'id-token': 'write' }, backfill: { 'id-token': 'write' } },
    },
  },
  polled: {
    none: {},
    http: {
      flow: {
        triggers: [
          { id: 'look', type: 'io.kestra.plugin.core.http.Trigger', uri: 'https://example.com/', interval: 'PT15M' },
        ],
      },
    },
  },
  around: {
    none: {},
    checked: { config: { deploy: 'check', branches: { main: 'prod', 'feature/*': 'dev' } } },
    committed: { config: { deploy: 'commit', watchdog: true } },
  },
  keys: {
    none: {},
    read: { flow: { tasks: [{ ...log, id: 'key', message: "{{ kv('size') }}" }] } },
    written: {
      flow: { tasks: [{ id: 'set', type: 'io.kestra.plugin.core.kv.Set', key: 'size', value: '3' }] },
      jobs: { keys: { contents: 'write' } },
    },
    'written to variables': {
      flow: { tasks: [{ id: 'set', type: 'io.kestra.plugin.core.kv.Set', key: 'size', value: '3' }] },
      config: { kv: 'variables' },
      jobs: { keys: read },
    },
  },
};

/** Flows that each project of a row has, whatever its features. */
export const always: readonly Part[] = [before];

/** What every flow has: the job `run`, which reads the repository. */
export const basics = { inputs: [{ id: 'size', type: 'INT', defaults: 3 }], tasks: [log], jobs: { record: { actions: 'read', ...read }, run: read } } as const;
