import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CLIP_OPERATIONS, type ClipOperation } from '#lib/answers';
import { PROCESSING_STATUSES, type ProcessingStatus } from '#lib/contracts';
import { CallbackUrlField } from '../../callbacks/callback-rule.js';
import { StoredErrorAnswer } from '../../compositions/dto/answers.dto.js';
import { ParsedField, TextField } from '../../http/fields.js';

export const MAX_CLIPS = 100;
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

const isOperations = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value).size === value.length &&
  value.every((item) => CLIP_OPERATIONS.some((operation) => operation === item));

/** The body of POST /internal/v1/process-clips. */
export class ProcessClipsDto {
  @ParsedField({
    required: true,
    accepts: (value) => typeof value === 'string' && ID.test(value),
    message: 'must be 1 to 128 letters, digits and . _ : -',
    schema: { type: 'string', maxLength: 128, pattern: ID.source },
    description: "The asking service's own: the same id and body again are the same job.",
    example: 'order-1043-clips',
  })
  readonly processing_id: string;

  @ParsedField({
    required: true,
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.length <= MAX_CLIPS,
    message: `must be a list of 1 to ${MAX_CLIPS} URLs`,
    schema: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: MAX_CLIPS },
    example: ['s3://cutroom/a.mp4', 's3://cutroom/b.mov'],
  })
  readonly clips: readonly string[];

  @ParsedField({
    required: true,
    accepts: isOperations,
    message: `must be a list of different ones of ${CLIP_OPERATIONS.join(', ')}`,
    schema: { type: 'array', items: { type: 'string', enum: [...CLIP_OPERATIONS] }, minItems: 1, uniqueItems: true },
    example: [...CLIP_OPERATIONS],
  })
  readonly operations: readonly ClipOperation[];

  @CallbackUrlField()
  readonly callback_url?: string;

  @TextField({ max: 128, description: 'Who asks.', example: 'orders' })
  readonly source_service?: string;
}

const nullable = { nullable: true } as const;

export class ProcessedClipAnswer {
  @ApiProperty({ type: String, example: 's3://cutroom/a.mp4' })
  readonly source: string;

  @ApiProperty({
    type: String,
    ...nullable,
    example: 's3://cutroom/outputs/comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8/1/video.mp4',
    description: 'Null where only thumbnails were asked for.',
  })
  readonly output_url: string | null;

  @ApiProperty({
    type: String,
    ...nullable,
    example: 's3://cutroom/outputs/comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8/1/thumbnail.jpg',
  })
  readonly thumbnail_url: string | null;

  @ApiProperty({ type: Number, ...nullable, description: 'Seconds.', example: 4.2 })
  readonly duration: number | null;

  @ApiProperty({ type: Number, ...nullable, example: 1280 })
  readonly width: number | null;

  @ApiProperty({ type: Number, ...nullable, example: 720 })
  readonly height: number | null;
}

export class ProcessClipsAnswer {
  @ApiProperty({ type: String, example: 'order-1043-clips' })
  readonly processing_id: string;

  @ApiProperty({
    enum: PROCESSING_STATUSES,
    example: 'completed',
    description: '`failed` where at least one clip failed.',
  })
  readonly status: ProcessingStatus;

  @ApiProperty({ type: () => [ProcessedClipAnswer], description: 'In the order asked for; filled as clips are done.' })
  readonly clips: ProcessedClipAnswer[];

  @ApiProperty({ type: () => StoredErrorAnswer, ...nullable, example: null })
  readonly error: StoredErrorAnswer | null;

  @ApiProperty({ enum: CLIP_OPERATIONS, isArray: true, example: [...CLIP_OPERATIONS] })
  readonly operations: ClipOperation[];

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:30:00.000Z' })
  readonly created_at: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', ...nullable, example: '2026-11-21T09:30:06.120Z' })
  readonly completed_at: string | null;
}
