import { compileTemplate, evaluate } from '../src/expressions/index.ts';
import { parseJson, printJson } from '../src/util/json.ts';

/** Microseconds of one call, the best of some rounds: what the code costs, without what else the machine does. */
function measure(name: string, calls: number, run: (index: number) => void): void {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round += 1) {
    const start = performance.now();
    for (let index = 0; index < calls; index += 1) run(index);
    best = Math.min(best, ((performance.now() - start) * 1000) / calls);
  }
  console.log(`${name.padEnd(48)} ${best.toFixed(3).padStart(9)} µs`);
}

const context = {
  inputs: { a: 'x', n: 3, list: Array.from({ length: 100 }, (_, index) => index) },
  trigger: { date: '2025-01-31T09:00:00Z' },
};
const wanted = compileTemplate('{{ inputs.a }}-{{ outputs.t.value | upper }}');
const wantedContext = { inputs: { a: 'x' }, outputs: { t: { value: 'text' } } };
measure('compiled {{ inputs.a }}-{{ … | upper }} (target < 1)', 1_000_000, () => evaluate(wanted, wantedContext));

const cached = (source: string) => () => evaluate(compileTemplate(source), context);

measure('cached {{ inputs.a }} text (target < 2)', 200_000, cached('{{ inputs.a }} text'));
measure('cached plain text', 200_000, cached('no expression at all'));
measure("cached {{ inputs.a ~ '_' ~ inputs.n }}", 100_000, cached("{{ inputs.a ~ '_' ~ inputs.n }}"));
measure('cached {{ inputs.n * 2 + 1 }}', 100_000, cached('{{ inputs.n * 2 + 1 }}'));
measure("cached {{ trigger.date | date('yyyy-MM') }}", 50_000, cached("{{ trigger.date | date('yyyy-MM') }}"));
measure('cached loop over 100 items', 2000, cached('{% for x in inputs.list %}{{ x }},{% endfor %}'));
measure('compile {{ inputs.a }} text', 20_000, (index) =>
  compileTemplate(`{{ inputs.a }} text ${index} ${Math.random()}`),
);
measure('compile a dozen operators', 5000, (index) =>
  compileTemplate(
    `{{ inputs.a ~ '_' ~ (trigger.date | date('yyyy-MM')) ~ '.csv' | upper ?? 'x' }}${index} ${Math.random()}`,
  ),
);
const plain = JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id, name: `row ${id}`, ok: true })));
const decimal = printJson(parseJson(plain.replaceAll('true', '1.5')));
measure('parseJson, 1,000 rows, no decimals', 200, () => parseJson(plain));
measure('parseJson, 1,000 rows with decimals', 50, () => parseJson(decimal));
const [rows, decimalRows] = [parseJson(plain), parseJson(decimal)];
measure('printJson, 1,000 rows, no decimals', 200, () => printJson(rows));
measure('printJson, 1,000 rows with decimals', 50, () => printJson(decimalRows));
