import { hashFilter } from '../support/hash.ts';

export const md5Filter = hashFilter('md5', 'md5');
