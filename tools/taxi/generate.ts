import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { monthClock, secondsInMonth } from './clock.ts';
import { HEADERS, LINES } from './columns.ts';
import { followDay } from './day-curve.ts';
import { isKnownMonth, type TaxiMonth } from './month.ts';
import { drawFrom } from './random.ts';
import { blankTrip, drawTrip } from './trip.ts';

/** What decides the bytes of a sample month, and nothing else does. */
export interface SampleMonth extends TaxiMonth {
  /** Data rows, header not counted; 0 to 10,000,000 (the largest real month has 7.7 million). */
  readonly rows: number;
  /** Another seed gives other trips of the same shape. Default `''`. */
  readonly seed?: string;
}

const MAX_ROWS = 10_000_000;
const ROWS_PER_CHUNK = 512;

/**
 * The month as CSV text in chunks, header first; memory use does not grow with `rows`.
 *
 * Trips are sorted by pickup time. No two rows of a month share vendor, pickup and dropoff, so the course's
 * `unique_row_id` (an md5 over these and more) is unique: a merge of a month adds exactly `rows` rows.
 *
 * @throws RangeError for a month outside the release or a number of rows outside the range.
 */
export function* sampleCsv(sample: SampleMonth): Generator<string, void, undefined> {
  const { taxi, year, month, rows, seed = '' } = sample;
  if (!isKnownMonth(sample)) {
    throw new RangeError(`No sample data for ${year}-${month}: the release has 2019-01 to 2021-07`);
  }
  if (!Number.isInteger(rows) || rows < 0 || rows > MAX_ROWS) {
    throw new RangeError(`Expected a whole number of rows from 0 to ${MAX_ROWS}, got ${rows}`);
  }
  const draw = drawFrom(`${taxi}/${year}/${month}/${seed}`);
  const clock = monthClock(year, month);
  const line = LINES[taxi];
  const trip = blankTrip();
  const seconds = secondsInMonth(year, month);
  // Trips of one second get lengths of different remainders, so that they still differ. The day's curve makes one second of at most two.
  const perSecond = Math.ceil((2 * rows) / seconds) + 1;
  let previous = -1;
  let sameSecond = 0;
  let text = `${HEADERS[taxi]}\n`;
  for (let row = 0; row < rows; row++) {
    const from = Math.floor((row * seconds) / rows);
    const width = Math.floor(((row + 1) * seconds) / rows) - from;
    drawTrip(trip, sample, draw);
    trip.pickup = followDay(from + draw(width));
    sameSecond = trip.pickup === previous ? sameSecond + 1 : 0;
    previous = trip.pickup;
    const length = trip.dropoff - (trip.dropoff % perSecond) + sameSecond;
    trip.dropoff = trip.pickup + length;
    text += line(trip, clock);
    if (row % ROWS_PER_CHUNK === ROWS_PER_CHUNK - 1) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

/** {@link sampleCsv} as a stream of bytes. */
export function sampleCsvStream(sample: SampleMonth): Readable {
  function* bytes(): Generator<Buffer> {
    for (const text of sampleCsv(sample)) yield Buffer.from(text, 'latin1');
  }
  return Readable.from(bytes(), { objectMode: false, highWaterMark: 1 << 18 });
}

/**
 * The same, gzipped. The header carries no name and time 0, so one Node build gives the same bytes every time; another
 * build's zlib may pack them in another way, to the same CSV. Level 1, for the data is thrown away soon.
 */
export function sampleGzipStream(sample: SampleMonth): Readable {
  const gzip = createGzip({ level: 1, chunkSize: 1 << 18 });
  const source = sampleCsvStream(sample);
  source.on('error', (error) => gzip.destroy(error));
  gzip.on('close', () => source.destroy());
  return source.pipe(gzip);
}
