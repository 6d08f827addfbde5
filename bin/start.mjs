// The second half of bin/gitphony: what has to happen before the bundle is read.
import module from 'node:module';

// Node 22 and newer keep compiled code between runs.
module.enableCompileCache?.();
await import(new URL('../dist/cli/main.js', import.meta.url));
