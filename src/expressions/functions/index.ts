import type { FunctionDefinition } from '../../contract/expression.ts';
import { indexByName } from '../support/registry.ts';
import { currentEachOutputFunction } from './current-each-output.ts';
import { dayOfMonthFunction } from './day-of-month.ts';
import { dayOfWeekFunction } from './day-of-week.ts';
import { decryptFunction } from './decrypt.ts';
import { encryptFunction } from './encrypt.ts';
import { envFunction } from './env.ts';
import { errorLogsFunction } from './error-logs.ts';
import { fileExistsFunction } from './file-exists.ts';
import { fileSizeFunction } from './file-size.ts';
import { fileURIFunction } from './file-uri.ts';
import { fromIonFunction } from './from-ion.ts';
import { fromJsonFunction } from './from-json.ts';
import { hourOfDayFunction } from './hour-of-day.ts';
import { httpFunction } from './http.ts';
import { idFunction } from './id.ts';
import { isDayWeekInMonthFunction } from './is-day-week-in-month.ts';
import { isFileEmptyFunction } from './is-file-empty.ts';
import { isPublicHolidayFunction } from './is-public-holiday.ts';
import { isWeekendFunction } from './is-weekend.ts';
import { ksuidFunction } from './ksuid.ts';
import { kvFunction } from './kv.ts';
import { loopOutputsFunction } from './loop-outputs.ts';
import { maxFunction } from './max.ts';
import { minFunction } from './min.ts';
import { monthOfYearFunction } from './month-of-year.ts';
import { nanoIdFunction } from './nano-id.ts';
import { nowFunction } from './now.ts';
import { printContextFunction } from './print-context.ts';
import { randomIntFunction } from './random-int.ts';
import { randomPortFunction } from './random-port.ts';
import { rangeFunction } from './range.ts';
import { readFunction } from './read.ts';
import { renderFunction } from './render.ts';
import { renderOnceFunction } from './render-once.ts';
import { secretFunction } from './secret.ts';
import { subflowFunction } from './subflow.ts';
import { tasksWithStateFunction } from './tasks-with-state.ts';
import { toJsonFunction } from './to-json.ts';
import { uuidFunction } from './uuid.ts';
import { yamlFunction } from './yaml.ts';

/** Every function but `block`, which is part of the language. A test compares this list with the folder. */
export const FUNCTIONS: readonly FunctionDefinition[] = [
  currentEachOutputFunction,
  dayOfMonthFunction,
  dayOfWeekFunction,
  decryptFunction,
  encryptFunction,
  envFunction,
  errorLogsFunction,
  fileExistsFunction,
  fileSizeFunction,
  fileURIFunction,
  fromIonFunction,
  fromJsonFunction,
  hourOfDayFunction,
  httpFunction,
  idFunction,
  isDayWeekInMonthFunction,
  isFileEmptyFunction,
  isPublicHolidayFunction,
  isWeekendFunction,
  ksuidFunction,
  kvFunction,
  loopOutputsFunction,
  maxFunction,
  minFunction,
  monthOfYearFunction,
  nanoIdFunction,
  nowFunction,
  printContextFunction,
  randomIntFunction,
  randomPortFunction,
  rangeFunction,
  readFunction,
  renderFunction,
  renderOnceFunction,
  secretFunction,
  subflowFunction,
  tasksWithStateFunction,
  toJsonFunction,
  uuidFunction,
  yamlFunction,
];

const byName = indexByName(FUNCTIONS);

export function findFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name);
}

/** Names and aliases. */
export function functionNames(): string[] {
  return [...byName.keys(), 'block'];
}
