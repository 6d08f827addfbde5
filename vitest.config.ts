import { defineConfig } from 'vitest/config';

/** Unit tests stand beside their file; `tests/` crosses folders. Real processes are slow on two cores, so the time-outs are wide. */
export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'generator/**/*.test.ts',
      'cli/**/*.test.ts',
      'action/**/*.test.ts',
      'tools/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
