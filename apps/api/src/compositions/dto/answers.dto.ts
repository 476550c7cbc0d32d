import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { COMPOSITION_STATUSES, type CompositionStatus, STAGES, type Stage } from '#lib/contracts';

/** The shapes of answers, for the OpenAPI document; present.ts makes them. */
const time = { type: String, format: 'date-time' } as const;
const free = { type: 'object', additionalProperties: true } as const;

export class ProgressAnswer {
  @ApiProperty({ enum: STAGES, example: 'completed' })
  readonly stage: Stage;

  @ApiProperty({ type: Number, minimum: 0, maximum: 100, example: 100 })
  readonly percentage: number;

  @ApiProperty({ type: String, example: 'Completed' })
  readonly message: string;
}

export class StoredErrorAnswer {
  @ApiProperty({ type: String, example: 'ASSET_NOT_FOUND' })
  readonly code: string;

  @ApiProperty({ type: String, example: 'This file was not found.' })
  readonly message: string;

  @ApiProperty({ ...free, example: { errors: [{ pointer: '/clips/1/url', message: 'This file was not found.' }] } })
  readonly details: Record<string, unknown>;
}

export class CreatedAnswer {
  @ApiProperty({ type: String, example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly composition_id: string;

  @ApiProperty({ enum: ['queued'] })
  readonly status: 'queued';

  @ApiProperty({ ...time, example: '2026-11-21T09:30:00.000Z' })
  readonly created_at: string;

  @ApiProperty({ type: Number, example: 9.5, description: 'Predicted processing seconds.' })
  readonly estimated_duration: number;

  @ApiProperty({
    type: String,
    example: 'wss://cutroom.example.com/ws/compositions/comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8',
    description: 'Sends progress until the end.',
  })
  readonly websocket_url: string;

  @ApiPropertyOptional({ ...free, example: { campaign: 'summer' } })
  readonly metadata?: Record<string, unknown>;
}

export class RenditionAnswer {
  @ApiProperty({ type: String, example: '480p', description: 'For `…/download?rendition=`.' })
  readonly name: string;

  @ApiProperty({ type: 'integer', example: 854 })
  readonly width: number;

  @ApiProperty({ type: 'integer', example: 480 })
  readonly height: number;

  @ApiProperty({ type: String, example: 's3://cutroom/outputs/comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8/1/video-480p.mp4' })
  readonly output_url: string;

  @ApiProperty({ type: Number, example: 2_140_672 })
  readonly size_bytes: number;
}

export class CompositionAnswer {
  @ApiProperty({ type: String, example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly composition_id: string;

  @ApiProperty({ enum: COMPOSITION_STATUSES, example: 'completed' })
  readonly status: CompositionStatus;

  @ApiProperty({ type: () => ProgressAnswer })
  readonly progress: ProgressAnswer;

  @ApiProperty({ ...time, example: '2026-11-21T09:30:00.000Z' })
  readonly created_at: string;

  @ApiProperty({ ...time, example: '2026-11-21T09:30:09.370Z' })
  readonly updated_at: string;

  @ApiProperty({ ...time, nullable: true, example: '2026-11-21T09:30:00.412Z' })
  readonly started_at: string | null;

  @ApiProperty({ ...time, nullable: true, example: '2026-11-21T09:30:09.370Z' })
  readonly completed_at: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 's3://cutroom/outputs/comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8/1/video.mp4',
  })
  readonly output_url: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 's3://cutroom/outputs/comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8/1/thumbnail.jpg',
  })
  readonly thumbnail_url: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 12.5125, description: 'Seconds of video.' })
  readonly duration: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 5_482_113 })
  readonly size_bytes: number | null;

  @ApiPropertyOptional({ type: () => [RenditionAnswer], description: 'Where any were asked for.' })
  readonly renditions?: RenditionAnswer[];

  @ApiProperty({ type: () => StoredErrorAnswer, nullable: true, example: null })
  readonly error: StoredErrorAnswer | null;

  @ApiPropertyOptional({ ...free, example: { campaign: 'summer' }, description: "The client's own, as it was posted." })
  readonly metadata?: Record<string, unknown>;
}

export class CompositionListAnswer {
  @ApiProperty({ type: () => [CompositionAnswer] })
  readonly items: CompositionAnswer[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'MTc5NTI1MzQwMDAwMC5jb21wXzAxS0FKNVcyWTVSOE42SjRUM00xSDBHOUY4',
  })
  readonly next_cursor: string | null;
}

export class ProblemAnswer {
  @ApiProperty({ type: String, example: '/clips/1/trim_end', description: 'JSON pointer into the request.' })
  readonly pointer: string;

  @ApiProperty({ type: String, example: 'must be a number from 0 to 86400' })
  readonly message: string;
}

export class ForecastPlanAnswer {
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 12.5125,
    description: 'Seconds of video. Null: see the operation.',
  })
  readonly duration: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 375 })
  readonly frames: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 4 })
  readonly segments: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'Segments that exist and would not be encoded again.',
  })
  readonly reusable: number | null;

  @ApiProperty({ type: Number, example: 9.5, description: 'Predicted processing seconds.' })
  readonly estimated_duration: number;
}

export class ForecastAnswerDto {
  @ApiProperty({ type: Boolean, example: true })
  readonly valid: boolean;

  @ApiProperty({ type: () => [ProblemAnswer], example: [], description: 'Every problem, up to a hundred.' })
  readonly errors: ProblemAnswer[];

  @ApiProperty({ type: () => ForecastPlanAnswer, nullable: true, description: 'Null where the request is not valid.' })
  readonly plan: ForecastPlanAnswer | null;
}
