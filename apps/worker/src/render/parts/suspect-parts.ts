import { CutroomError } from '#lib/contracts';
import type { EncodedParts } from '../steps/encode.js';
import type { RenderTools } from '../tools.js';

/**
 * Runs work on a render's parts. Where it finds them or what they add up to wrong, none of them is used again; and where
 * some were not made by this attempt, the failure is transient: the next attempt makes them all itself. Damaged sources are named.
 */
export async function suspectingParts<T>(tools: RenderTools, parts: EncodedParts, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CutroomError) || !WRONG.includes(error.code)) throw error;
    try {
      await tools.parts.forget(parts.keys);
    } catch (trouble) {
      tools.logger.warn({ err: trouble }, 'Parts that may be damaged could not be forgotten');
    }
    const blamed = parts.warnings.length > 0 && error.details.errors === undefined ? ofDamage(error, parts) : error;
    if (!parts.anyReused) throw blamed;
    const { code, message, details } = blamed;
    throw new CutroomError(code, message, { details, transient: true, cause: error });
  }
}

/** Sources are shown as far as they can be decoded; what does not add up for that is their fault, and they have names. */
const ofDamage = (cause: CutroomError, { warnings }: Pick<EncodedParts, 'warnings'>): CutroomError =>
  new CutroomError('INVALID_CLIP_FORMAT', 'A source is too damaged to be rendered.', {
    cause,
    details: {
      errors: warnings.map(({ pointer, damaged_places: places }) => ({
        pointer,
        message: `This file is damaged: ${places} ${places === 1 ? 'place' : 'places'} cannot be decoded.`,
      })),
    },
  });

/** Codes that speak of the files themselves, not of what the machine ran out of. */
export const WRONG: readonly string[] = ['PROCESSING_FAILED', 'INVALID_CLIP_FORMAT'];
