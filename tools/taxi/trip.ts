import type { TaxiMonth } from './month.ts';
import type { Draw } from './random.ts';

/**
 * One trip in small whole numbers: money in cents, distance in hundredths of a mile, time in seconds since the month
 * began. One object is filled again and again, because a million short-lived ones cost more than the trips themselves.
 */
export interface Trip {
  pickup: number;
  dropoff: number;
  distance: number;
  /** The meter was off-line: vendor, flag, rate, passengers, payment and trip type stay empty, as in the real files. */
  bare: boolean;
  vendor: number;
  stored: boolean;
  rate: number;
  from: number;
  to: number;
  passengers: number;
  fare: number;
  extra: number;
  mta: number;
  tip: number;
  tolls: number;
  improvement: number;
  total: number;
  payment: number;
  /** Hailed in the street (1) or dispatched (2); green only. */
  tripType: number;
  /** Undefined before the surcharge began in February 2019. */
  congestion: number | undefined;
}

const PASSENGERS = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 5, 6, 0] as const;
const EXTRAS = [0, 0, 50, 100] as const;
const JFK_FLAT_FARE = 5200;
const ZONES = 265;

/** An empty trip to fill. */
export function blankTrip(): Trip {
  return {
    pickup: 0,
    dropoff: 0,
    distance: 0,
    bare: false,
    vendor: 0,
    stored: false,
    rate: 0,
    from: 0,
    to: 0,
    passengers: 0,
    fare: 0,
    extra: 0,
    mta: 0,
    tip: 0,
    tolls: 0,
    improvement: 0,
    total: 0,
    payment: 0,
    tripType: 0,
    congestion: undefined,
  };
}

/** Fills all but the times' place in the month: `dropoff` is left as the trip's length in seconds. */
export function drawTrip(trip: Trip, month: TaxiMonth, draw: Draw): void {
  const skew = draw(1000);
  const far = draw(20) === 0;
  trip.distance = 20 + Math.floor((skew * skew) / 900) + (far ? 600 + draw(1400) : 0);
  trip.dropoff = 60 + Math.floor((trip.distance * (240 + draw(360))) / 100);
  trip.bare = draw(100) === 0;
  trip.vendor = 1 + (draw(100) < 62 ? 1 : 0);
  trip.stored = draw(200) === 0;
  trip.rate = far && draw(3) === 0 ? 2 : draw(100) === 0 ? 5 : 1;
  trip.from = 1 + draw(ZONES);
  trip.to = 1 + draw(ZONES);
  trip.passengers = PASSENGERS[draw(PASSENGERS.length)] ?? 1;
  trip.tripType = month.taxi === 'green' && trip.rate === 5 ? 2 : 1;
  drawMoney(trip, month, far, draw);
}

function drawMoney(trip: Trip, month: TaxiMonth, far: boolean, draw: Draw): void {
  const pay = draw(200);
  trip.payment = pay < 140 ? 1 : pay < 198 ? 2 : pay === 198 ? 3 : 4;
  // Disputed trips (4) are booked as refunds in the real files: every amount negative.
  const sign = trip.payment === 4 ? -1 : 1;
  const metered = 250 + 50 * Math.floor(trip.distance / 20) + 50 * draw(8);
  trip.fare = sign * (trip.rate === 2 ? JFK_FLAT_FARE : metered);
  trip.extra = sign * (EXTRAS[draw(EXTRAS.length)] ?? 0);
  trip.mta = sign * 50;
  trip.improvement = sign * 30;
  trip.tip = trip.payment === 1 ? Math.floor((trip.fare * draw(30)) / 100) : 0;
  trip.tolls = far && draw(2) === 0 ? sign * 612 : 0;
  const surcharged = draw(10) < (month.taxi === 'yellow' ? 9 : 3);
  trip.congestion = month.year === 2019 && month.month === 1 ? undefined : surcharged ? sign * 250 : 0;
  trip.total = trip.fare + trip.extra + trip.mta + trip.tip + trip.tolls + trip.improvement + (trip.congestion ?? 0);
}
