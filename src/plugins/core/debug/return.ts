import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';

/** Renders a text and makes it an output. Named so because `return` is a word of the language. */
export const returnValue = defineTask({
  type: 'io.kestra.plugin.core.debug.Return',
  aliases: ['io.kestra.core.tasks.debugs.Return'],
  title: 'Render a text and return it as an output.',
  description:
    'The value is always a text; lists and maps come out as JSON. Reports the metrics `length` (characters) and `duration` (seconds).',
  properties: Type.Object({
    format: Type.Optional(Type.String({ description: 'The text to render. Without it there is no output.' })),
  }),
  outputs: Type.Object({
    value: Type.Optional(Type.String({ description: 'The rendered text.' })),
  }),
  examples: [
    {
      title: 'Build a file name once and use it twice',
      code: `id: file_name
namespace: company.team
tasks:
  - id: name
    type: io.kestra.plugin.core.debug.Return
    format: "report_{{ execution.id }}.csv"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Writing {{ outputs.name.value }}"
`,
    },
  ],
  async run({ format }, context) {
    const started = performance.now();
    if (format !== undefined) context.log.debug(format);
    context.metric({ name: 'length', type: 'counter', value: format?.length ?? 0 });
    context.metric({ name: 'duration', type: 'timer', value: (performance.now() - started) / 1000 });
    return { outputs: format === undefined ? {} : { value: format } };
  },
});
