import { Type } from '../contract/schema.ts';

/** Days of the week as Java names them, Monday first: index + 1 is the number of ISO 8601. */
export const weekDays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** A property that holds a day of the week. */
export function weekDayProperty(description: string) {
  return Type.Union(
    weekDays.map((day) => Type.Literal(day)),
    { description },
  );
}
