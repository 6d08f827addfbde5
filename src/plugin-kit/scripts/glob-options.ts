import type { PicomatchOptions } from 'picomatch';

/** Globs as Java's PathMatcher has them, which Kestra uses: dot files count, no extglobs, no negation by `!`. */
export const globOptions: PicomatchOptions = { dot: true, noextglob: true, nonegate: true };
