import { expect, it } from 'vitest';
import { firstOf } from './first-of.ts';

it.each([
  [['abc'], 'xxabcxabc', 0, 2],
  [['abc'], 'xxabcxabc', 3, 6],
  [['abc'], 'ab', 0, -1],
  [['longer text', 'or'], 'a longer text, or', 0, 2],
  [['needle', 'le'], 'needle', 0, 0],
  [['žluť', 'ěš'], 'příliš žluťoučký', 0, 7],
  // The same lower bytes, other characters.
  [['ab'], 'šŢab', 0, 2],
  [['aa', 'aaa'], 'baaa', 0, 1],
])('finds the first of %j in %j from %i on', (texts, text, from, place) => {
  expect(firstOf(texts)(text, from)).toBe(place);
});

it('agrees with a search at every place', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const word = (length: number): string => Array.from({ length }, () => 'abc'[random(3)]).join('');
  for (let round = 0; round < 500; round += 1) {
    const texts = Array.from({ length: 1 + random(4) }, () => word(2 + random(4)));
    const text = word(random(40));
    const places = texts.map((one) => text.indexOf(one)).filter((place) => place !== -1);
    expect([texts, text, firstOf(texts)(text)]).toEqual([texts, text, places.length === 0 ? -1 : Math.min(...places)]);
  }
});

it('refuses what it cannot search for', () => {
  expect(() => firstOf([])).toThrow(RangeError);
  expect(() => firstOf(['ab', 'c'])).toThrow(RangeError);
});
