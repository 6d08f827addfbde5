import type { TaskLogger } from '../../../contract/logger.ts';
import type { S3Object } from './list-properties.ts';

/** The first objects of a listing; says so where there are more. */
export async function takeUpTo(
  limit: number,
  objects: AsyncIterable<S3Object>,
  log: Pick<TaskLogger, 'warn' | 'info'>,
): Promise<S3Object[]> {
  const taken: S3Object[] = [];
  for await (const object of objects) {
    if (taken.length === limit) {
      log.warn(`There are more objects than ${limit}: set maxFiles to take them too`);
      return taken;
    }
    taken.push(object);
  }
  log.info(`Found ${taken.length} object${taken.length === 1 ? '' : 's'}`);
  return taken;
}
