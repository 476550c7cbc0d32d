import { randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID (github.com/ulid/spec): 48 bits of milliseconds, 80 random bits, 26 characters, sorted by time of making. */
function ulid(now: number): string {
  const random = randomBytes(10);
  let bits = (BigInt(now) << 80n) | BigInt(`0x${random.toString('hex')}`);
  let text = '';
  for (let position = 0; position < 26; position += 1) {
    text = (CROCKFORD[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return text;
}

export const newCompositionId = (): string => `comp_${ulid(Date.now())}`;
export const newAssetId = (): string => `asset_${ulid(Date.now())}`;
/** For work whose asker names none. */
export const newProcessingId = (): string => `proc_${ulid(Date.now())}`;
export const newVideoId = (): string => `vid_${ulid(Date.now())}`;
export const newVariantId = (): string => `var_${ulid(Date.now())}`;
export const newVideoJobId = (): string => `job_${ulid(Date.now())}`;
/** Of a question that is never stored. */
export const newReindexId = (): string => `index_${ulid(Date.now())}`;
/** Of something that is never stored. */
export const newForecastId = (): string => `fore_${ulid(Date.now())}`;
