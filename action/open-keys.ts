import type { KvEntry } from '../src/contract/kv.ts';
import type { BranchReader, RunnerKeys } from '../src/github/kv/runner-keys.ts';
import { createRunnerKeys } from '../src/github/kv/runner-keys.ts';
import { loadSecrets } from '../src/project/secrets.ts';
import { createMasker } from '../src/util/masker.ts';
import type { KeysJournal } from './keys-journal.ts';
import type { TokenJob } from './open-job-github.ts';

/** The KV store of a job: variables that the workflow hands over, and the state branch where it hands over a token. */
export function openKeys(job: TokenJob, journal?: KeysJournal): RunnerKeys {
  const { settings, project, environment } = job;
  const masker = createMasker([...loadSecrets(project.root).values()]);
  return createRunnerKeys({
    environment,
    holdsSecret: (text) => masker.mask(text) !== text,
    ...(journal === undefined ? {} : { before: journal.before, onWrite: (change) => journal.write(change) }),
    ...(settings.token === '' ? {} : { branch: readBranchOnce(job) }),
  });
}

/** Each namespace is read once, when it is first asked for: a plain run costs one request or none. */
function readBranchOnce(job: TokenJob): BranchReader {
  const opened = once(async () => {
    const { openStateBranch } = await import('../src/github/api/state-branch.ts');
    const { openJobGithub } = await import('./open-job-github.ts');
    return openStateBranch(await openJobGithub(job, 'read the keys of the state branch', ['Contents: read']));
  });
  const read = new Map<string, Promise<ReadonlyMap<string, KvEntry>>>();
  return {
    entries(namespace) {
      const known = read.get(namespace) ?? load(namespace);
      read.set(namespace, known);
      return known;
    },
    async namespaces() {
      const { branchNamespaces } = await import('../src/github/kv/branch-kv.ts');
      return branchNamespaces(await opened());
    },
  };

  async function load(namespace: string): Promise<ReadonlyMap<string, KvEntry>> {
    const { entriesOf } = await import('../src/github/kv/branch-kv.ts');
    return entriesOf(await opened(), namespace);
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
