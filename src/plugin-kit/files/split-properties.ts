import { Type } from '../../contract/schema.ts';

/** How a file of lines is cut into parts: the properties that every task that splits files has. */
export const splitProperties = {
  rows: Type.Optional(Type.Integer({ description: 'Lines of a part.', minimum: 1 })),
  bytes: Type.Optional(
    Type.String({
      description:
        'Size of a part, such as `10MB`, `200KB` or a number of bytes: a part ends with the line that reaches it. Units are powers of 1024.',
    }),
  ),
  partitions: Type.Optional(Type.Integer({ description: 'Number of parts; lines go to them in turn.', minimum: 1 })),
  regexPattern: Type.Optional(
    Type.String({
      description:
        'A regular expression with a group: lines with the same text in it go into the same part, lines that do not match into none.',
    }),
  ),
  separator: Type.Optional(Type.String({ description: 'What ends each line of a part.', default: '\n' })),
};

const schema = Type.Object(splitProperties);

/** The rendered properties. */
export type SplitRule = Omit<typeof schema.static, 'separator'>;
