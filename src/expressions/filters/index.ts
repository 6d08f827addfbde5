import type { FilterDefinition } from '../../contract/expression.ts';
import { indexByName } from '../support/registry.ts';
import { abbreviateFilter } from './abbreviate.ts';
import { absFilter } from './abs.ts';
import { base64decodeFilter } from './base64decode.ts';
import { base64encodeFilter } from './base64encode.ts';
import { capitalizeFilter } from './capitalize.ts';
import { chunkFilter } from './chunk.ts';
import { classNameFilter } from './class-name.ts';
import { dateFilter } from './date.ts';
import { dateAddFilter } from './date-add.ts';
import { defaultFilter } from './default.ts';
import { distinctFilter } from './distinct.ts';
import { endsWithFilter } from './ends-with.ts';
import { escapeCharFilter } from './escape-char.ts';
import { firstFilter } from './first.ts';
import { flattenFilter } from './flatten.ts';
import { formatFilter } from './format.ts';
import { indentFilter } from './indent.ts';
import { joinFilter } from './join.ts';
import { jqFilter } from './jq.ts';
import { keysFilter } from './keys.ts';
import { lastFilter } from './last.ts';
import { lengthFilter } from './length.ts';
import { lowerFilter } from './lower.ts';
import { md5Filter } from './md5.ts';
import { mergeFilter } from './merge.ts';
import { nindentFilter } from './nindent.ts';
import { numberFilter } from './number.ts';
import { numberFormatFilter } from './number-format.ts';
import { regexExtractFilter } from './regex-extract.ts';
import { regexMatchFilter } from './regex-match.ts';
import { regexReplaceFilter } from './regex-replace.ts';
import { replaceFilter } from './replace.ts';
import { reverseFilter } from './reverse.ts';
import { rsortFilter } from './rsort.ts';
import { sha1Filter } from './sha1.ts';
import { sha256Filter } from './sha256.ts';
import { sha512Filter } from './sha512.ts';
import { sliceFilter } from './slice.ts';
import { slugifyFilter } from './slugify.ts';
import { sortFilter } from './sort.ts';
import { splitFilter } from './split.ts';
import { startsWithFilter } from './starts-with.ts';
import { stringFilter } from './string.ts';
import { substringAfterFilter } from './substring-after.ts';
import { substringAfterLastFilter } from './substring-after-last.ts';
import { substringBeforeFilter } from './substring-before.ts';
import { substringBeforeLastFilter } from './substring-before-last.ts';
import { timestampFilter } from './timestamp.ts';
import { timestampMicroFilter } from './timestamp-micro.ts';
import { timestampMilliFilter } from './timestamp-milli.ts';
import { timestampNanoFilter } from './timestamp-nano.ts';
import { titleFilter } from './title.ts';
import { toIonFilter } from './to-ion.ts';
import { toJsonFilter } from './to-json.ts';
import { trimFilter } from './trim.ts';
import { upperFilter } from './upper.ts';
import { urldecodeFilter } from './urldecode.ts';
import { urlencodeFilter } from './urlencode.ts';
import { valuesFilter } from './values.ts';
import { yamlFilter } from './yaml.ts';

/** Every filter. A test compares this list with the folder. */
export const FILTERS: readonly FilterDefinition[] = [
  abbreviateFilter,
  absFilter,
  base64decodeFilter,
  base64encodeFilter,
  capitalizeFilter,
  chunkFilter,
  classNameFilter,
  dateFilter,
  dateAddFilter,
  defaultFilter,
  distinctFilter,
  endsWithFilter,
  escapeCharFilter,
  firstFilter,
  flattenFilter,
  formatFilter,
  indentFilter,
  joinFilter,
  jqFilter,
  keysFilter,
  lastFilter,
  lengthFilter,
  lowerFilter,
  md5Filter,
  mergeFilter,
  nindentFilter,
  numberFilter,
  numberFormatFilter,
  regexExtractFilter,
  regexMatchFilter,
  regexReplaceFilter,
  replaceFilter,
  reverseFilter,
  rsortFilter,
  sha1Filter,
  sha256Filter,
  sha512Filter,
  sliceFilter,
  slugifyFilter,
  sortFilter,
  splitFilter,
  startsWithFilter,
  stringFilter,
  substringAfterFilter,
  substringAfterLastFilter,
  substringBeforeFilter,
  substringBeforeLastFilter,
  timestampFilter,
  timestampMicroFilter,
  timestampMilliFilter,
  timestampNanoFilter,
  titleFilter,
  toIonFilter,
  toJsonFilter,
  trimFilter,
  upperFilter,
  urldecodeFilter,
  urlencodeFilter,
  valuesFilter,
  yamlFilter,
];

const byName = indexByName(FILTERS);

export function findFilter(name: string): FilterDefinition | undefined {
  return byName.get(name);
}

/** Names and aliases. */
export function filterNames(): string[] {
  return [...byName.keys()];
}
