import { defineConfig } from 'vitest/config';

const sources = ['src', 'generator', 'cli', 'action', 'tools', 'tests'].map((folder) => `${folder}/**/*.test.ts`);
const golden = ['tests/golden/**/*.test.ts', 'tests/gates/**/*.test.ts'];
const integration = ['tests/integration/**/*.test.ts', 'tests/trust/**/*.test.ts'];
const e2e = ['tests/e2e/**/*.test.ts'];
const exclude = ['**/node_modules/**', '**/dist/**'];

/** One Docker engine for all files of a run, started by the first test that needs it. */
const globalSetup = ['tests/support/docker-setup.ts'];

/** Unit tests stand beside their file; `tests/` crosses folders. Real processes are slow on two cores, so the time-outs are wide. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      // Whatever no other project claims is a unit test: a new folder is never left out.
      {
        extends: true,
        test: { name: 'unit', include: sources, exclude: [...exclude, ...golden, ...integration, ...e2e] },
      },
      { extends: true, test: { name: 'golden', include: golden, exclude } },
      { extends: true, test: { name: 'integration', include: integration, exclude, globalSetup } },
      { extends: true, test: { name: 'e2e', include: e2e, exclude, globalSetup } },
    ],
  },
});
