import { Catch, Inject } from '@nestjs/common';
import type { CutroomError, ErrorCode } from '#lib/contracts';
import { SERVICES, type Services } from '../services.js';
import { ErrorFilter } from './error.filter.js';

const UNPROCESSABLE: ReadonlySet<ErrorCode> = new Set([
  'VALIDATION_FAILED',
  'INVALID_TIMELINE',
  'INVALID_CLIP_FORMAT',
  'SOURCE_NOT_ALLOWED',
  'RESOURCE_LIMIT',
]);

/** For doors whose clients know 422 for a request that can be read but not be done. */
@Catch()
export class UnprocessableFilter extends ErrorFilter {
  constructor(@Inject(SERVICES) { logger }: Services) {
    super(logger);
  }

  protected override statusOf(error: CutroomError): number {
    return UNPROCESSABLE.has(error.code) ? 422 : super.statusOf(error);
  }
}
