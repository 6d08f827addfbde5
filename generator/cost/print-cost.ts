import type { CostEstimate } from './estimate-cost.ts';

/** The sentence below a table of costs. */
export function describeTotal({ minutes, money, freeMinutes, pays, workflows }: CostEstimate): string {
  const unknown = workflows.filter(({ price, runs }) => price === undefined && runs > 0).map(({ runner }) => runner);
  const left =
    money === 0
      ? 'nothing to pay'
      : pays === 0
        ? `within the ${count(freeMinutes)} minutes that are free`
        : `${dollars(pays)} to pay after ${count(freeMinutes)} free minutes`;
  const missing =
    unknown.length === 0 ? '' : ` Without a price: ${[...new Set(unknown)].join(', ')} (prices in gitphony.yaml).`;
  return `About ${count(minutes)} minutes and ${dollars(money)} a month in a private repository: ${left}; a public one pays nothing.${missing}`;
}

/** `$1.20`; small sums with a place more. */
export function dollars(money: number): string {
  return `$${money.toFixed(money > 0 && money < 0.1 ? 3 : 2)}`;
}

/** A number of minutes or runs, rounded as people say it. */
export function count(number: number): string {
  const rounded = number >= 10 || Number.isInteger(number) ? Math.round(number) : Math.round(number * 10) / 10;
  return rounded.toLocaleString('en-US');
}
