import { pick, type Random } from './random.ts';

/** Texts to begin with, and scraps that upset parsers. */
export interface Corpus {
  readonly seeds: readonly string[];
  readonly scraps: readonly string[];
}

/** Most characters of a mutated text: hangs show far below. */
const LONGEST = 20_000;

/** A text of the corpus, changed in one to six places: scraps put in, parts cut, doubled, swapped with other texts. */
export function mutate({ seeds, scraps }: Corpus, random: Random): string {
  let text = pick(seeds, random);
  for (let change = random(6); change >= 0; change -= 1) {
    const at = random(text.length + 1);
    const length = 1 + random(random(4) === 0 ? 80 : 8);
    const head = text.slice(0, at);
    const tail = text.slice(at + length);
    switch (random(8)) {
      case 0:
        text = head + tail;
        break;
      case 1:
        text = head + text.slice(at, at + length) + text.slice(at);
        break;
      case 2: {
        const other = pick(seeds, random);
        text = head + other.slice(random(other.length + 1)) + tail;
        break;
      }
      case 3:
        text = head + pick(scraps, random).repeat(1 + random(random(20) === 0 ? 400 : 3)) + text.slice(at);
        break;
      case 4:
        text = head + String.fromCodePoint(1 + random(random(2) === 0 ? 127 : 0xd7fe)) + tail;
        break;
      default:
        text = head + pick(scraps, random) + (random(2) === 0 ? tail : text.slice(at));
    }
  }
  return text.slice(0, LONGEST);
}
