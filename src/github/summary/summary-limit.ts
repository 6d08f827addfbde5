/** Bytes that the executions of a step may fill together: GitHub drops a summary above 1 MiB as a whole. A rest is left for lines of ours. */
export const MOST_SUMMARY_BYTES = 1_000_000;
