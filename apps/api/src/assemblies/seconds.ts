/** As answers show them: to the microsecond, without the dust of floating point. */
export const seconds = (value: number): number => Math.round(value * 1e6) / 1e6;
