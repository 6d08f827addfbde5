import { type ActionPin, pins } from './action-pins.ts';

/** How a job gets the programs of a language that GitHub's Ubuntu images lack. */
export type Toolchain =
  | { readonly name: string; readonly uses: ActionPin }
  | { readonly name: string; readonly packages: readonly string[] }
  /** Nothing that is pinned or signed brings it: whoever needs it is told so. */
  | { readonly name: string; readonly hint: string };

/**
 * By the family of the type, the languages that GitHub's Ubuntu images lack. They have Python, Node.js, Ruby, PHP, Perl, Go, Java, Rust, gcc,
 * .NET, Julia and PowerShell (https://github.com/actions/runner-images, Ubuntu 24.04).
 */
export const toolchains: Readonly<Record<string, Toolchain>> = {
  bun: { name: 'Bun', uses: pins.setupBun },
  deno: { name: 'Deno', uses: pins.setupDeno },
  groovy: { name: 'Groovy', packages: ['groovy'] },
  lua: { name: 'Lua', packages: ['lua5.4'] },
  r: { name: 'R', packages: ['r-base-core'] },
  jbang: {
    name: 'JBang',
    hint: 'its installer has no version that could be pinned: let the task run in a container (delete the task runner, or runner: auto in gitphony.yaml), or bring JBang by beforeCommands',
  },
};
