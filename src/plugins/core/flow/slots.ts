/** Places of which so many are taken at once. */
export interface Slots {
  /** Runs the work as soon as there is a place, first come, first served. */
  use<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes slots; 0: as many as are asked for. */
export function createSlots(limit: number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const take = (): Promise<void> => {
    if (limit === 0 || taken < limit) {
      taken += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => void waiting.push(resolve));
  };
  const give = (): void => {
    // The place goes from hand to hand, so that nobody can come in between.
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  return {
    async use(work) {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
