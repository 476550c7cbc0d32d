import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiResponse } from '@nestjs/swagger';
import { ERROR_CODES } from '#lib/contracts';
import { HTTP_STATUS } from './status.js';

export class ErrorInfo {
  @ApiProperty({ enum: ERROR_CODES })
  readonly code: string;

  @ApiProperty({ type: String, example: '/clips/1/trim_end must be a number from 0 to 86400.' })
  readonly message: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { errors: [{ pointer: '/clips/1/trim_end', message: 'must be a number from 0 to 86400' }] },
  })
  readonly details: Record<string, unknown>;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:30:00.000Z' })
  readonly timestamp: string;

  @ApiProperty({ type: String, example: 'req_5f0c8e4d2b1a' })
  readonly request_id: string;
}

export class ErrorAnswer {
  @ApiProperty({ type: () => ErrorInfo })
  readonly error: ErrorInfo;
}

const codesOf = (status: number): string => ERROR_CODES.filter((code) => HTTP_STATUS[code] === status).join(', ');

/** Documents the errors a route answers with, by their status. */
export const ApiErrors = (...statuses: readonly number[]): MethodDecorator =>
  applyDecorators(
    ...statuses.map((status) => ApiResponse({ status, type: ErrorAnswer, description: codesOf(status) })),
  );
