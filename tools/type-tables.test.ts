import { expect, it } from 'vitest';
import { Type } from '../src/contract/schema.ts';
import { defineTask, type TaskDefinition } from '../src/contract/task.ts';
import { compareTypes, describeTypes } from './type-tables.ts';

function taskType(name: string, extra: Partial<TaskDefinition> = {}): TaskDefinition {
  const definition = defineTask({
    type: `io.kestra.plugin.core.toy.${name}`,
    title: `Do ${name} | more.`,
    properties: Type.Object({}),
    outputs: Type.Object({}),
    examples: [],
    run: async () => ({}),
  });
  return { ...definition, ...extra };
}

const stay = taskType('Stay', { github: { supported: false, reason: 'no token' } });

it('describes the types of a family in a table', () => {
  expect(describeTypes([taskType('Go'), stay])).toBe(`2 types.

### [\`io.kestra.plugin.core.toy\`](plugins/core.toy.md)

| type | kind | does | on GitHub |
|---|---|---|---|
| \`Go\` | task | Do Go \\| more. | yes |
| \`Stay\` | task | Do Stay \\| more. | no: no token |`);
});

it('says what works, and what is wanted and does not', () => {
  const wanted = ['io.kestra.plugin.core.toy.Fly', 'io.kestra.plugin.core.toy.Go', 'io.kestra.plugin.far.Away'];
  const commands = { works: ['run'], missing: ['dev'] };
  expect(compareTypes([taskType('Go'), stay], wanted, commands)).toBe(`| | works | not yet |
|---|---|---|
| commands | run | dev |
| \`core.toy\` | Go, Stay\\* | Fly |
| \`far\` |  | Away |`);
});
