import { createHash } from 'node:crypto';
import { addressText, type GcsAddress } from './address.ts';

const MIB = 1024 * 1024;
/** Pieces of a session are multiples of this. Source: https://cloud.google.com/storage/docs/performing-resumable-uploads#chunked-upload */
const GRAIN = MIB / 4;
/** As many as are joined at once. Source: https://cloud.google.com/storage/docs/json_api/v1/objects/compose */
export const MOST_PARTS = 32;
/** Below twice this, parts of their own win nothing. */
const LEAST_PART_BYTES = 32 * MIB;
/** What memory holds of all parts together: the pieces that may have to be sent again. */
const PIECES_TOGETHER = 64 * MIB;
const LARGEST_PIECE = 16 * MIB;

/** Where parts stand unless told otherwise: at the bucket's root, away from the folders that others watch. */
export const PARTS_PREFIX = 'gitphony-parts/';
/** Metadata of each part: whose it is. */
export const PART_MARK = 'gitphony-part-of';

/** The size of all parts but the last; that of the file where it is too small for parts. It does not depend on how many go up at once. */
export function partBytesOf(size: number): number {
  if (size < 2 * LEAST_PART_BYTES) return size;
  return Math.max(LEAST_PART_BYTES, Math.ceil(size / MOST_PARTS / GRAIN) * GRAIN);
}

/** The size of a piece, so that so many sessions together stay within their memory. */
export function pieceBytesOf(parallel: number): number {
  return Math.min(LARGEST_PIECE, Math.floor(PIECES_TOGETHER / parallel / GRAIN) * GRAIN);
}

/** The folder of one upload's parts. The same in each attempt, so that a later one finds what is there. */
export function partsFolder(prefix: string, taskRunId: string, target: GcsAddress): string {
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return `${folder}${taskRunId}/${createHash('sha256').update(addressText(target)).digest('hex').slice(0, 16)}/`;
}

/** A part's name. It ends as the target's does, since Google's client tells the media type by that. */
export function partName(folder: string, index: number, target: GcsAddress): string {
  const ending = /\.\w{1,16}$/.exec(target.name)?.[0] ?? '';
  return `${folder}${String(index).padStart(2, '0')}${ending}`;
}

/** Whether an object is a part of an upload under way. */
export function isPart(metadata: { readonly metadata?: object } | undefined): boolean {
  return metadata?.metadata !== undefined && PART_MARK in metadata.metadata;
}
