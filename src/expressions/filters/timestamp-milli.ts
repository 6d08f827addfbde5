import { defineFilter } from '../../contract/expression.ts';
import { readDate } from '../dates/date-filter.ts';

export const timestampMilliFilter = defineFilter({
  name: 'timestampMilli',
  doc: 'Milliseconds since 1970.',
  arguments: [
    { name: 'timeZone', doc: 'Zone of a date that names none.' },
    { name: 'existingFormat', doc: 'Pattern of the input.' },
  ],
  run(input, args, call) {
    if (input === null) return null;
    const date = readDate(input, args, call);
    return BigInt(date.epochSecond) * 1000n + BigInt(Math.floor(date.nano / 1_000_000));
  },
});
