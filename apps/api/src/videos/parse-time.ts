const CLOCK = /^(\d{1,3}):([0-5]?\d):([0-5]?\d(?:\.\d{1,6})?)$/;
const SECONDS = /^\d{1,6}(?:\.\d{1,6})?$/;
const DAY = 86_400;

/** Seconds, as a number or written, or `HH:MM:SS(.sss)` → seconds; null where it is neither. */
export const parseTime = (value: unknown): number | null => {
  if (typeof value === 'number') return value >= 0 && value <= DAY ? value : null;
  if (typeof value !== 'string') return null;
  if (SECONDS.test(value)) return Number(value);
  const [, hours, minutes, seconds] = CLOCK.exec(value) ?? [];
  if (hours === undefined || minutes === undefined || seconds === undefined) return null;
  return Number((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)).toFixed(6));
};
