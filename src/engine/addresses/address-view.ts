import type { AddressContext, AddressScheme, FoundObject } from '../../contract/address-scheme.ts';
import { TaskError } from '../../contract/errors.ts';
import { addressFault } from '../../util/object-address.ts';
import type { AddressCopies, HeldCopy } from './address-copies.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Who reads the addresses of a scheme, and as whom. */
export interface AddressAccess {
  readonly reader: AddressScheme;
  readonly login: object;
}

/** How often an object that is changed while it is read is looked at anew. */
const MOST_LOOKS = 3;

/**
 * What one attempt of a task, or one call in a template, sees of the objects behind addresses: each is looked at once and fetched once, so
 * that it stays the same as long as it is looked through.
 */
export class AddressView {
  readonly #copies: AddressCopies;
  readonly #open: (address: string) => Promise<AddressAccess>;
  readonly #context: AddressContext;
  readonly #found = new Map<string, Promise<FoundObject | undefined>>();
  readonly #held = new Map<string, Promise<HeldCopy>>();

  /** @param open answers who reads an address, and as whom; asked once for a look or a fetch */
  constructor(copies: AddressCopies, open: (address: string) => Promise<AddressAccess>, context: AddressContext) {
    this.#copies = copies;
    this.#open = open;
    this.#context = context;
  }

  /** Size and version; undefined where there is no such object. */
  async find(address: string): Promise<FoundObject | undefined> {
    const fault = addressFault(address);
    if (fault !== undefined) {
      throw new TaskError('ADDRESS_INVALID', fault.message, { hint: fault.hint, retryable: false });
    }
    return once(this.#found, address, async () => {
      const { reader, login } = await this.#open(address);
      return unlessAborted(reader.look(address, login, this.#context), this.#context.signal);
    });
  }

  async size(address: string): Promise<number> {
    return (await this.#existing(address)).size;
  }

  /** A local file with the object's content, there until {@link release}. */
  async path(address: string): Promise<string> {
    return (await once(this.#held, address, () => this.#fetch(address))).path;
  }

  /** The type that deletes the object. */
  async deletedBy(address: string): Promise<string> {
    return (await this.#open(address)).reader.deletedBy;
  }

  /** Gives back what was fetched: the files may go. */
  release(): void {
    for (const held of this.#held.values()) {
      held.then(
        (copy) => copy.release(),
        () => undefined,
      );
    }
    this.#held.clear();
    this.#found.clear();
  }

  async #fetch(address: string): Promise<HeldCopy> {
    const { reader, login } = await this.#open(address);
    for (let looks = 1; ; looks += 1) {
      const found = await this.#existing(address);
      try {
        return await this.#copies.take(
          address,
          found,
          async (path, signal) => {
            const ended = await reader.fetch(address, found, path, login, withSignal(this.#context, signal));
            if (ended === 'changed') throw changed(address);
            this.#context.log.debug(`read ${address}: ${found.size} bytes, version ${found.version}`);
          },
          this.#context.signal,
        );
      } catch (error) {
        if (!(error instanceof TaskError) || error.code !== CHANGED || looks === MOST_LOOKS) throw error;
        this.#found.delete(address);
      }
    }
  }

  async #existing(address: string): Promise<FoundObject> {
    const found = await this.find(address);
    if (found !== undefined) return found;
    throw new TaskError('STORAGE_NOT_FOUND', `expected an object, there is none under ${address}`, {
      hint: /[*?]/.test(address)
        ? 'an address names one object, it is no pattern: list the objects by a task first'
        : 'check bucket and name, upper and lower case count; somebody may have deleted it',
      retryable: false,
    });
  }
}

/** A context may be of a class: what it has is not its own to be spread. */
function withSignal(context: AddressContext, signal: AbortSignal): AddressContext {
  return {
    identity: context.identity,
    log: context.log,
    signal,
    mask: (secret) => context.mask(secret),
    progress: (progress) => context.progress(progress),
  };
}

const CHANGED = 'ADDRESS_CHANGED';

function changed(address: string): TaskError {
  return new TaskError(CHANGED, `${address} was changed while it was read`, {
    hint: 'let it be written under another name and then renamed, or run the task again',
    retryable: true,
  });
}

/** A failure is not kept: another try may go better. */
function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  const answer = ask();
  known.set(key, answer);
  answer.catch(() => {
    if (known.get(key) === answer) known.delete(key);
  });
  return answer;
}
