import type { CommandEntry } from './command.ts';

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'begin a repository that works: a flow, its workflow, the action',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  {
    name: 'validate',
    summary: 'check flows: every problem with file, line and column',
    load: async () => (await import('./commands/validate.ts')).validateCommand,
  },
  {
    name: 'compile',
    summary: 'turn flows into GitHub Actions workflows',
    load: async () => (await import('./commands/compile.ts')).compileCommand,
  },
  {
    name: 'run',
    summary: 'run a flow here',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  {
    name: 'backfill',
    summary: 'run the ticks of a schedule that lie in a window of the past',
    load: async () => (await import('./commands/backfill.ts')).backfillCommand,
  },
  {
    name: 'late',
    summary: 'tell which planned times have passed on GitHub without a run',
    load: async () => (await import('./commands/late.ts')).lateCommand,
  },
  {
    name: 'cost',
    summary: 'tell runs, minutes and money a month of each flow on GitHub',
    load: async () => (await import('./commands/cost.ts')).costCommand,
  },
  {
    name: 'scheduler',
    summary: 'start schedules on GitHub on time, from any machine',
    load: async () => (await import('./commands/scheduler.ts')).schedulerCommand,
  },
  {
    name: 'triggers',
    summary: 'poll the triggers that wait for data, once or again and again',
    load: async () => (await import('./commands/triggers.ts')).triggersCommand,
  },
  {
    name: 'doctor',
    summary: 'tell what this machine and repository lack, with the fix',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  {
    name: 'test',
    summary: 'run the unit tests of flows',
    load: async () => (await import('./commands/test.ts')).testCommand,
  },
  {
    name: 'executions',
    summary: 'list, show, resume and kill executions, and read their logs',
    load: async () => (await import('./commands/executions.ts')).executionsCommand,
  },
  {
    name: 'render',
    summary: 'evaluate an expression, or many',
    load: async () => (await import('./commands/render.ts')).renderCommand,
  },
  {
    name: 'kv',
    summary: 'read and write key-value pairs',
    load: async () => (await import('./commands/kv.ts')).kvCommand,
  },
  {
    name: 'secrets',
    summary: 'list, check and set the secrets that flows name',
    load: async () => (await import('./commands/secrets.ts')).secretsCommand,
  },
  {
    name: 'services',
    summary: 'start and stop the services of gitphony.yaml, or open psql',
    load: async () => (await import('./commands/services.ts')).servicesCommand,
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of flows, for editors',
    load: async () => (await import('./commands/schema.ts')).schemaCommand,
  },
  {
    name: 'plugins',
    summary: 'list the types of tasks, triggers and runners, and read their docs',
    load: async () => (await import('./commands/plugins.ts')).pluginsCommand,
  },
];
