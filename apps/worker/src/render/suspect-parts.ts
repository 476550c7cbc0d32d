import { CutroomError } from '#lib/contracts';
import type { EncodedParts } from './steps/encode.js';
import type { RenderTools } from './tools.js';

/**
 * Runs work on a render's parts. Where it finds them or what they add up to wrong, none of them is used again; and where
 * some were not made by this attempt, the failure is transient: the next attempt makes them all itself.
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
    if (!parts.anyReused) throw error;
    const { code, message, details } = error;
    throw new CutroomError(code, message, { details, transient: true, cause: error });
  }
}

/** Codes that speak of the files themselves, not of what the machine ran out of. */
const WRONG: readonly string[] = ['PROCESSING_FAILED', 'INVALID_CLIP_FORMAT'];
