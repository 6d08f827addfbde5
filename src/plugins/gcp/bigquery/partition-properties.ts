import { Type } from '../../../contract/schema.ts';
import type { PartitionType } from './partitions.ts';
import { tableProperties } from './table-properties.ts';

/** A table, and which of its partitions. */
export const partitionProperties = {
  ...tableProperties,
  partitionType: Type.Unsafe<PartitionType>({
    type: 'string',
    enum: ['DAY', 'HOUR', 'MONTH', 'YEAR', 'RANGE'],
    description: 'How the table is partitioned.',
  }),
  from: Type.String({ description: 'The first partition: a time in UTC, or a number for RANGE.' }),
  to: Type.String({ description: 'The last one, included.' }),
};
