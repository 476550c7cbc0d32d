/** `hh:mm:ss,mmm`, hours and leading zeros as they come, with comma or point; a fraction of any length. */
const TIME = /(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,9}))?/;

/** Milliseconds; null where it is no time. */
export const readTime = (text: string): number | null => {
  const [whole, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = TIME.exec(text) ?? [];
  if (whole === undefined) return null;
  return (
    (Number(hours) * 60 + Number(minutes)) * 60_000 +
    Number(seconds) * 1000 +
    Math.round(Number(`0.${fraction}`) * 1000)
  );
};

const ARROW = new RegExp(`^\\s*(${TIME.source})\\s*-->\\s*(${TIME.source})(.*)$`);

/** A line `from --> to settings`; null where it is none, or ends before it begins. */
export const readSpan = (
  line: string,
): { readonly start: number; readonly end: number; readonly settings: string } | null => {
  const match = ARROW.exec(line);
  const [start, end] = [readTime(match?.[1] ?? ''), readTime(match?.[6] ?? '')];
  if (match === null || start === null || end === null || end <= start) return null;
  return { start, end, settings: match[11] ?? '' };
};
