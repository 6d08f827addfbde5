import { createHash } from 'node:crypto';

export interface GitCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly date: string;
  /** Login of who made it; undefined for our own seeds. */
  readonly author?: string;
}

/** Path → id of the blob; a tree here is the whole flat listing. */
export type GitTree = ReadonlyMap<string, string>;

/** What became of a file between two commits. */
export type FileStatus = 'added' | 'modified' | 'removed';

/** Blobs, trees, commits and references of one repository, in memory. Ids are content hashes, as in git, though of a simpler form. */
export class GitObjects {
  readonly #blobs = new Map<string, Buffer>();
  readonly #trees = new Map<string, GitTree>();
  readonly #commits = new Map<string, GitCommit>();
  /** Full name (`refs/heads/main`) → commit. */
  readonly #refs = new Map<string, string>();

  addBlob(content: Buffer): string {
    const id = hash('blob', content.toString('base64'));
    this.#blobs.set(id, content);
    return id;
  }

  blob(id: string): Buffer | undefined {
    return this.#blobs.get(id);
  }

  addTree(entries: GitTree): string {
    const sorted = new Map([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const id = hash('tree', JSON.stringify([...sorted]));
    this.#trees.set(id, sorted);
    return id;
  }

  tree(id: string): GitTree | undefined {
    return this.#trees.get(id);
  }

  addCommit(commit: GitCommit): string {
    const id = hash('commit', JSON.stringify(commit));
    this.#commits.set(id, commit);
    return id;
  }

  commit(id: string): GitCommit | undefined {
    return this.#commits.get(id);
  }

  ref(name: string): string | undefined {
    return this.#refs.get(name);
  }

  /** References whose full name begins so, sorted. */
  refs(prefix = 'refs/'): readonly (readonly [string, string])[] {
    return [...this.#refs].filter(([name]) => name.startsWith(prefix)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  setRef(name: string, commit: string): void {
    this.#refs.set(name, commit);
  }

  deleteRef(name: string): boolean {
    return this.#refs.delete(name);
  }

  /** Whether `ancestor` is `commit` or one of its ancestors: the test for a fast forward. */
  isAncestor(ancestor: string, commit: string): boolean {
    const seen = new Set<string>();
    const open = [commit];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === ancestor) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(this.#commits.get(id)?.parents ?? []));
    }
    return false;
  }

  /** A branch, tag or commit id → commit id. */
  resolve(name: string): string | undefined {
    const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`];
    const found = candidates.map((candidate) => this.#refs.get(candidate)).find((id) => id !== undefined);
    return found ?? (this.#commits.has(name) ? name : undefined);
  }

  /** The files of a commit. */
  filesAt(commit: string): GitTree {
    const tree = this.#commits.get(commit)?.tree;
    return (tree === undefined ? undefined : this.#trees.get(tree)) ?? new Map();
  }

  /** A commit and its first parents, newest first. */
  *history(from: string): Generator<readonly [string, GitCommit]> {
    for (let id: string | undefined = from; id !== undefined; ) {
      const commit = this.#commits.get(id);
      if (commit === undefined) return;
      yield [id, commit];
      id = commit.parents[0];
    }
  }

  /** Paths that differ between two commits, sorted, with what became of them. */
  changes(from: string | undefined, to: string): readonly { readonly path: string; readonly status: FileStatus }[] {
    const before = from === undefined ? new Map<string, string>() : this.filesAt(from);
    const after = this.filesAt(to);
    const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
    return paths.flatMap((path) => {
      if (before.get(path) === after.get(path)) return [];
      const status = !before.has(path) ? 'added' : after.has(path) ? 'modified' : 'removed';
      return [{ path, status } as const];
    });
  }

  /** Commits a changed listing on a branch and moves the branch there. */
  commitFiles(branch: string, files: GitTree, message: string, author?: string): string {
    const parent = this.#refs.get(`refs/heads/${branch}`);
    const tree = this.addTree(files);
    const date = new Date().toISOString();
    const commit = this.addCommit({
      tree,
      parents: parent === undefined ? [] : [parent],
      message,
      date,
      ...(author === undefined ? {} : { author }),
    });
    this.setRef(`refs/heads/${branch}`, commit);
    return commit;
  }
}

function hash(type: string, content: string): string {
  return createHash('sha1').update(`${type}\0${content}`).digest('hex');
}
