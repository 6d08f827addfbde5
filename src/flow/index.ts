export { formatProblem } from './format-problem.ts';
export { type ParsedFlow, type ParseOptions, parseFlow } from './parse-flow.ts';
