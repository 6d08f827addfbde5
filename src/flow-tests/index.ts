export { expandSuitePath, findSuites } from './find-suites.ts';
export { toJunit } from './junit.ts';
export { type OpenedSuite, openSuite } from './open-suite.ts';
export { plainText } from './operators.ts';
export { type CaseResult, countOutcomes, type Failure, type SuiteResult } from './result.ts';
export { runSuites } from './run-suites.ts';
