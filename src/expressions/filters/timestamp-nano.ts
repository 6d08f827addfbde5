import { defineFilter } from '../../contract/expression.ts';
import { readDate } from '../dates/date-filter.ts';

export const timestampNanoFilter = defineFilter({
  name: 'timestampNano',
  doc: 'Nanoseconds since 1970.',
  arguments: [
    { name: 'timeZone', doc: 'Zone of a date that names none.' },
    { name: 'existingFormat', doc: 'Pattern of the input.' },
  ],
  run(input, args, call) {
    if (input === null) return null;
    const date = readDate(input, args, call);
    return BigInt(date.epochSecond) * 1_000_000_000n + BigInt(date.nano);
  },
});
