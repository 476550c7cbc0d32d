/** Turns the text of one variable into its value. `parse` answers undefined where the text is not acceptable. */
export interface Parser<T> {
  /** Completes the sentence "NAME must be …". */
  readonly expects: string;
  parse(text: string): T | undefined;
}

export const text = (expects = 'a text'): Parser<string> => ({ expects, parse: (raw) => raw });

export const oneOf = <const T extends string>(...values: readonly T[]): Parser<T> => ({
  expects: `one of ${values.join(', ')}`,
  parse: (raw) => values.find((value) => value === raw),
});

/** A whole number in [min, max]. */
export const integer = (min: number, max: number, unit = ''): Parser<number> => ({
  expects: `a whole number${unit === '' ? '' : ` of ${unit}`} from ${min} to ${max}`,
  parse: (raw) => inRange(/^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN, min, max),
});

/** TCP port; 0 lets the system choose (or switches the listener off, as the setting says). */
export const port = (): Parser<number> => ({ ...integer(0, 65_535), expects: 'a port from 0 to 65535' });

const YEAR_SECONDS = 366 * 86_400;

/** Seconds, greater than zero; fractions are allowed, because tests and small clusters use short leases. */
export const seconds = (): Parser<number> => ({
  expects: 'a number of seconds greater than 0 and at most a year',
  parse: (raw) => inRange(/^\d{1,9}(\.\d{1,3})?$/.test(raw) ? Number(raw) : Number.NaN, 0.001, YEAR_SECONDS),
});

/** Seconds in [min, max]. */
export const secondsWithin = (min: number, max: number): Parser<number> => ({
  expects: `a number of seconds from ${min} to ${max}`,
  parse: (raw) => inRange(seconds().parse(raw) ?? Number.NaN, min, max),
});

const UNITS: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Bytes, at least 1: a plain number, or one with KiB, MiB or GiB behind it. */
export const bytes = (): Parser<number> => ({
  expects: 'a number of bytes of at least 1, such as 1048576 or 1MiB',
  parse: (raw) => {
    const match = /^(\d{1,15})\s?(KiB|MiB|GiB)?$/.exec(raw);
    return inRange(Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? Number.NaN), 1, Number.MAX_SAFE_INTEGER);
  },
});

export const boolean = (): Parser<boolean> => ({
  expects: 'true or false',
  parse: (raw) => ({ true: true, '1': true, false: false, '0': false })[raw.toLowerCase()],
});

/** Comma separated; every item must match `item`. An empty text is the empty list. */
export const list = (expects: string, item: RegExp): Parser<readonly string[]> => ({
  expects,
  parse: (raw) => {
    const items = raw
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return items.every((part) => item.test(part)) ? Object.freeze([...new Set(items)]) : undefined;
  },
});

/** An absolute URL of one of these schemes, kept as written but without a slash at its end. */
export const url = (...schemes: readonly string[]): Parser<string> => ({
  expects: `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  parse: (raw) => {
    if (!URL.canParse(raw)) return undefined;
    const parsed = new URL(raw);
    const accepted = schemes.includes(parsed.protocol.slice(0, -1)) && raw.includes('://') && parsed.hostname !== '';
    return accepted ? raw.replace(/\/+$/, '') : undefined;
  },
});

function inRange(value: number, min: number, max: number): number | undefined {
  return value >= min && value <= max ? value : undefined;
}
