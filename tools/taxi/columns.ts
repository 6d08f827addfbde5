import type { Taxi } from './month.ts';
import type { Trip } from './trip.ts';

/** Prints seconds since the month began. */
type Clock = (seconds: number) => string;

/** The header lines of the public release, column for column. */
export const HEADERS: Readonly<Record<Taxi, string>> = {
  yellow:
    'VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,passenger_count,trip_distance,RatecodeID,store_and_fwd_flag,' +
    'PULocationID,DOLocationID,payment_type,fare_amount,extra,mta_tax,tip_amount,tolls_amount,improvement_surcharge,' +
    'total_amount,congestion_surcharge',
  green:
    'VendorID,lpep_pickup_datetime,lpep_dropoff_datetime,store_and_fwd_flag,RatecodeID,PULocationID,DOLocationID,' +
    'passenger_count,trip_distance,fare_amount,extra,mta_tax,tip_amount,tolls_amount,ehail_fee,improvement_surcharge,' +
    'total_amount,payment_type,trip_type,congestion_surcharge',
};

const DECIMALS: string[] = [];

/** Hundredths as the shortest decimal: 700 → `7`, 650 → `6.5`. */
function hundredths(value: number): string {
  if (value < 0) return `-${hundredths(-value)}`;
  const known = DECIMALS[value];
  if (known !== undefined) return known;
  const text = String(value / 100);
  if (value < 50_000) DECIMALS[value] = text;
  return text;
}

function optional(value: number | undefined): string {
  return value === undefined ? '' : hundredths(value);
}

function yellowLine(trip: Trip, clock: Clock): string {
  const t = trip;
  const [vendor, passengers, rate, flag, payment] = t.bare
    ? ['', '', '', '', '']
    : [t.vendor, t.passengers, t.rate, t.stored ? 'Y' : 'N', t.payment];
  return `${vendor},${clock(t.pickup)},${clock(t.dropoff)},${passengers},${hundredths(t.distance)},${rate},${flag},${t.from},${t.to},${payment},${hundredths(t.fare)},${hundredths(t.extra)},${hundredths(t.mta)},${hundredths(t.tip)},${hundredths(t.tolls)},${hundredths(t.improvement)},${hundredths(t.total)},${optional(t.congestion)}\n`;
}

function greenLine(trip: Trip, clock: Clock): string {
  const t = trip;
  const [vendor, passengers, rate, flag, payment, tripType] = t.bare
    ? ['', '', '', '', '', '']
    : [t.vendor, t.passengers, t.rate, t.stored ? 'Y' : 'N', t.payment, t.tripType];
  // ehail_fee is empty in every month of the release.
  return `${vendor},${clock(t.pickup)},${clock(t.dropoff)},${flag},${rate},${t.from},${t.to},${passengers},${hundredths(t.distance)},${hundredths(t.fare)},${hundredths(t.extra)},${hundredths(t.mta)},${hundredths(t.tip)},${hundredths(t.tolls)},,${hundredths(t.improvement)},${hundredths(t.total)},${payment},${tripType},${optional(t.congestion)}\n`;
}

/** Prints one trip as a CSV line, line feed included. */
export const LINES: Readonly<Record<Taxi, (trip: Trip, clock: Clock) => string>> = {
  yellow: yellowLine,
  green: greenLine,
};
