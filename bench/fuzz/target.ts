/** Something that reads texts from outside. */
export interface FuzzTarget {
  readonly name: string;
  /** Feeds the text that follows from this seed; fails where the answer is neither a result nor a typed error. */
  run(seed: number): Promise<void>;
  /** The text of a seed, to show it with a finding. */
  textOf(seed: number): string;
}

/** A seed whose text does what none may. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly problem: string;
  readonly text: string;
}

/** Processor milliseconds that one text may take. */
const SLOW = 1000;

/** Runs seeds `from` to `from + count - 1`. `onSeed` hears of each before it is run. */
export async function runTarget(
  target: FuzzTarget,
  { from, count }: { readonly from: number; readonly count: number },
  onSeed: (seed: number) => void = () => undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const before = fingerprint();
  const tell = (seed: number, problem: string): void =>
    void findings.push({ target: target.name, seed, problem, text: target.textOf(seed) });
  for (let seed = from; seed < from + count; seed += 1) {
    onSeed(seed);
    const start = process.cpuUsage();
    try {
      await target.run(seed);
    } catch (error) {
      tell(seed, error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const { user, system } = process.cpuUsage(start);
    if ((user + system) / 1000 > SLOW) tell(seed, `took ${Math.round((user + system) / 1000)} ms of processor time`);
    if (fingerprint() !== before) {
      tell(seed, 'changed a prototype or the globals');
      return findings;
    }
  }
  return findings;
}

/** What an escape from a template or a YAML key would change. */
function fingerprint(): string {
  const prototypes = [Object, Array, String, Number, Function, Map, Promise].map(
    ({ prototype }) => Object.getOwnPropertyNames(prototype).length,
  );
  return `${prototypes.join()} ${'escaped' in globalThis} ${'escaped' in {}}`;
}
