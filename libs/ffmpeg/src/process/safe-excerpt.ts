const MAX_CHARACTERS = 240;

const CONTEXT = /\[[^\]]* @ 0x[0-9a-f]+\]\s*/gi;
const LEVEL = /\[(?:error|fatal|panic)\]\s*/gi;
const SERIOUS = /\[(?:error|fatal|panic)\]/i;

const withoutNames = (line: string): string =>
  line
    .replace(CONTEXT, '')
    .replace(LEVEL, '')
    // A URL or a file name ends where ffmpeg's own ": reason" begins; it may hold spaces.
    .replace(/\b[a-z][a-z0-9+.-]*:(?:\/\/|\/|file:).*?(?=: [A-Z]|['"]|$)/gi, '(file)')
    .replace(/\bfile:.*?(?=: [A-Z]|['"]|$)/gi, '(file)')
    .replace(/(["'])(?:(?!\1).)*\1/g, '(name)')
    .replace(/(^|[\s(=,])(?:\.{0,2}\/)[^:,)]*/g, '$1(file)')
    // Control characters of a hostile file's metadata must not reach a log or a page.
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The last lines of a log, for ours: as in `safeExcerpt` without names, but of every level. */
export const redactedTail = (stderr: string, lines = 12): readonly string[] =>
  stderr
    .split(/[\r\n]+/)
    .map(withoutNames)
    .filter((line) => line !== '')
    .slice(-lines);

/**
 * The first thing ffmpeg complained about (often the cause) and the last two, fit to be shown: no path, no address, no file name, nothing quoted (text
 * of the client's files), at most 240 characters. Expects `-loglevel level+…`. Empty where it said nothing.
 */
export const safeExcerpt = (stderr: string): string => {
  const lines = stderr
    .split(/[\r\n]+/)
    .filter((line) => SERIOUS.test(line))
    .map(withoutNames)
    .filter((line) => line !== '');
  const [first, ...others] = new Set(lines);
  return [...(first === undefined ? [] : [first]), ...others.slice(-2)].join(' | ').slice(0, MAX_CHARACTERS);
};
