import type { RunContext } from './run-context.ts';
import type { Static, TObject, TProperties } from './schema.ts';

/** What is known of an object without its content. */
export interface FoundObject {
  /** Bytes. */
  readonly size: number;
  /** Another one wherever the content may be another. */
  readonly version: string;
}

/** What reading an object may use of a task's context; expressions have it too. */
export type AddressContext = Pick<RunContext, 'identity' | 'log' | 'mask' | 'progress' | 'signal'>;

/**
 * Reads the objects behind addresses such as `gs://bucket/name`. A task type that downloads carries it; then such an address may
 * stand wherever the URI of a file may. Addresses come whole: with a bucket and a name, no folder.
 */
export interface AddressScheme {
  /** What stands before `://`. */
  readonly scheme: string;
  /** Those properties of the type by which it finds its cloud and says who it is. */
  readonly login: readonly string[];
  /** The type of the task that deletes such an object, for a hint. */
  readonly deletedBy: string;
  /** Size and version, without the content; undefined where there is no such object. Fails with a TaskError. */
  look(address: string, login: object, context: AddressContext): Promise<FoundObject | undefined>;
  /** Writes the content into the new file `path`; `changed`: the object is no longer what `look` found. Fails with a TaskError. */
  fetch(address: string, found: FoundObject, path: string, login: object, context: AddressContext): Promise<Fetched>;
}

export type Fetched = 'fetched' | 'changed';

/** An {@link AddressScheme} whose login has these properties, after rendering. */
export interface AddressReader<P extends TProperties> {
  readonly scheme: string;
  readonly login: P;
  readonly deletedBy: string;
  look(address: string, login: Static<TObject<P>>, context: AddressContext): Promise<FoundObject | undefined>;
  fetch(
    address: string,
    found: FoundObject,
    path: string,
    login: Static<TObject<P>>,
    context: AddressContext,
  ): Promise<Fetched>;
}

/** Declares how a family's addresses are read. */
export function defineAddressScheme<P extends TProperties>(reader: AddressReader<P>): AddressScheme {
  return { ...reader, login: Object.keys(reader.login) };
}
