import { hashFilter } from '../support/hash.ts';

export const sha512Filter = hashFilter('sha512', 'sha512');
