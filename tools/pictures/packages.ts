import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../demo/gitphony.ts';

/** Needed for pictures only and 170 MB together, so they are no dependencies of the project: installed on first use. */
const wanted = {
  '@xterm/headless': '6.0.0',
  'markdown-it': '15.0.3',
  mermaid: '11.17.2',
  'playwright-core': '1.65.1',
} as const;

const folder = join(ROOT, '.tools', 'pictures');
const requireInside = createRequire(join(folder, 'package.json'));

/** Installs the packages that pictures are made with into `.tools/pictures/`, unless they are there. */
export function installPackages(): void {
  const manifest = `${JSON.stringify({ private: true, dependencies: wanted }, undefined, 2)}\n`;
  const file = join(folder, 'package.json');
  const done = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(done) && readFileSync(file, 'utf8') === manifest) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
}

/** Loads one of the packages. Its types are not installed, so the caller says which part of it is used. */
export function loadPackage(name: keyof typeof wanted): unknown {
  return requireInside(name);
}

/** The path of a file of one of the packages. */
export function resolveInside(name: string): string {
  return requireInside.resolve(name);
}
