import { Type } from '../../../contract/schema.ts';

export type ListingType = 'RECURSIVE' | 'DIRECTORY';
export type ListFilter = 'FILES' | 'DIRECTORY' | 'BOTH';

/** What every task that looks for objects takes. */
export const listProperties = {
  from: Type.String({ description: 'Where to look: `gs://bucket/prefix`.' }),
  listingType: Type.Optional(
    Type.Unsafe<ListingType>({
      type: 'string',
      enum: ['RECURSIVE', 'DIRECTORY'],
      default: 'DIRECTORY',
      description: 'DIRECTORY: what lies directly there; RECURSIVE: all below too.',
    }),
  ),
  regExp: Type.Optional(
    Type.String({ description: 'Regular expression that the whole address has to match, e.g. `.*2020-01-0.\\.csv`.' }),
  ),
};

export const allVersionsProperty = {
  allVersions: Type.Optional(Type.Boolean({ description: 'Old versions too.', default: false })),
};

export const maxFilesProperty = {
  maxFiles: Type.Optional(
    Type.Integer({ description: 'At most so many; a warning tells of more.', default: 25, minimum: 1 }),
  ),
};

/** What becomes of an object that was taken. */
export type TakenAction = 'NONE' | 'DELETE' | 'MOVE';

export const actionProperties = {
  action: Type.Optional(
    Type.Unsafe<TakenAction>({
      type: 'string',
      enum: ['NONE', 'DELETE', 'MOVE'],
      default: 'NONE',
      description: 'What becomes of the objects afterwards. One that was written anew since it was read stays.',
    }),
  ),
  moveDirectory: Type.Optional(Type.String({ description: 'MOVE: where they go, `gs://bucket/prefix`.' })),
};

/** How to look for objects, after rendering. */
export interface ListRequest {
  readonly from: string;
  readonly listingType?: ListingType;
  readonly regExp?: string;
  readonly allVersions?: boolean;
}
