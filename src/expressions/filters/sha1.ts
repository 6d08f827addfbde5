import { hashFilter } from '../support/hash.ts';

export const sha1Filter = hashFilter('sha1', 'sha1');
