import { bucketProblem, CutroomError, keyProblem, type ObjectRef } from '#lib/contracts';
import type { PresignOptions } from './object-store.js';

const WEEK_SECONDS = 604_800;

/** @throws CutroomError VALIDATION_FAILED */
export function checkRef(ref: ObjectRef): void {
  const problem = bucketProblem(ref.bucket) ?? keyProblem(ref.key);
  if (problem !== null) throw new CutroomError('VALIDATION_FAILED', problem);
}

/** @throws CutroomError VALIDATION_FAILED */
export function checkBucket(bucket: string): void {
  const problem = bucketProblem(bucket);
  if (problem !== null) throw new CutroomError('VALIDATION_FAILED', problem);
}

/** @throws CutroomError VALIDATION_FAILED */
export function checkPresign(ref: ObjectRef, options: PresignOptions): void {
  checkRef(ref);
  const { expiresInSeconds: seconds } = options;
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > WEEK_SECONDS) {
    throw new CutroomError('VALIDATION_FAILED', `A presigned URL is valid for 1 to ${WEEK_SECONDS} seconds.`);
  }
}
