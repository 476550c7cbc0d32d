import { objectUrlProblem } from '#lib/contracts';
import { type FieldOptions, NumberField, ParsedField } from '../../http/fields.js';

/** A day: longer than any source that is worth naming, and exact in microseconds. */
const MAX_TIME_SECONDS = 86_400;
const MAX_URL_LENGTH = 2048;

/** Seconds ≥ 0, decimals allowed. */
export const TimeField = (options: FieldOptions = {}): PropertyDecorator =>
  NumberField({ min: 0, max: MAX_TIME_SECONDS, ...options });

/** Why a value is no URL of a source, or null. */
export const urlProblem = (value: unknown): string | null => {
  if (typeof value !== 'string' || value === '') return 'must be an s3:// or https:// URL';
  if (value.startsWith('s3://')) return objectUrlProblem(value);
  if (value.length > MAX_URL_LENGTH) return `must be a URL of at most ${MAX_URL_LENGTH} characters`;
  return URL.canParse(value) ? null : 'must be an s3:// or https:// URL';
};

/** Says whether it is a URL at all; whether this one may be used is asked of libs/sources. */
export const SourceField = (options: FieldOptions = {}): PropertyDecorator =>
  ParsedField({
    accepts: (value) => urlProblem(value) === null,
    message: (value) => urlProblem(value) ?? 'must be an s3:// or https:// URL',
    schema: { type: 'string', maxLength: MAX_URL_LENGTH, pattern: '^(s3|https)://' },
    ...options,
  });
