import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';

/** Writes a text to the log. */
export const echo = defineTask({
  type: 'io.kestra.plugin.core.debug.Echo',
  aliases: ['io.kestra.core.tasks.debugs.Echo'],
  deprecated: 'use io.kestra.plugin.core.log.Log',
  title: 'Write a text to the log.',
  properties: Type.Object({
    format: Type.String({ description: 'The text.' }),
    level: Type.Optional(
      Type.Union(
        [
          Type.Literal('TRACE'),
          Type.Literal('DEBUG'),
          Type.Literal('INFO'),
          Type.Literal('WARN'),
          Type.Literal('ERROR'),
        ],
        { description: 'The level of the record.', default: 'INFO' },
      ),
    ),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Say which task runs',
      code: `id: echo_task
namespace: company.team
tasks:
  - id: echo
    type: io.kestra.plugin.core.debug.Echo
    format: "This is {{ task.id }}"
`,
    },
  ],
  async run({ format, level = 'INFO' }, context) {
    context.log.log(level, format);
    return {};
  },
});
