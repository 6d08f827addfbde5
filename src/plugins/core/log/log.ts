import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';

/** Writes messages to the execution's log. */
export const log = defineTask({
  type: 'io.kestra.plugin.core.log.Log',
  aliases: ['io.kestra.core.tasks.log.Log'],
  title: 'Write one or more messages to the log.',
  properties: Type.Object({
    message: Type.Union([Type.String(), Type.Array(Type.String())], {
      description: 'A message, or a list of them. Each becomes one log record.',
    }),
    level: Type.Optional(
      Type.Union(
        [
          Type.Literal('TRACE'),
          Type.Literal('DEBUG'),
          Type.Literal('INFO'),
          Type.Literal('WARN'),
          Type.Literal('ERROR'),
        ],
        { description: 'The level of the records.', default: 'INFO' },
      ),
    ),
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Greet somebody',
      code: `id: hello
namespace: company.team
inputs:
  - id: name
    type: STRING
    defaults: Ada
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "Hello, {{ inputs.name }}!"
`,
    },
    {
      title: 'Several messages at a level of your own',
      code: `id: careful
namespace: company.team
tasks:
  - id: warn
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message:
      - "The disk is nearly full"
      - "Files older than a week are deleted tonight"
`,
    },
  ],
  async run({ message, level = 'INFO' }, context) {
    for (const text of Array.isArray(message) ? message : [message]) context.log.log(level, text);
    return {};
  },
});
