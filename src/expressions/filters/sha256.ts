import { hashFilter } from '../support/hash.ts';

export const sha256Filter = hashFilter('sha256', 'sha256');
