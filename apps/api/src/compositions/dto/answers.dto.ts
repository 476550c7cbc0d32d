import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { COMPOSITION_STATUSES, type CompositionStatus, STAGES, type Stage } from '#lib/contracts';

/** The shapes of answers, for the OpenAPI document; present.ts makes them. */
const time = { type: String, format: 'date-time' } as const;
const free = { type: 'object', additionalProperties: true } as const;

export class ProgressAnswer {
  @ApiProperty({ enum: STAGES })
  readonly stage: Stage;

  @ApiProperty({ type: Number, minimum: 0, maximum: 100 })
  readonly percentage: number;

  @ApiProperty({ type: String })
  readonly message: string;
}

export class StoredErrorAnswer {
  @ApiProperty({ type: String, example: 'ASSET_NOT_FOUND' })
  readonly code: string;

  @ApiProperty({ type: String })
  readonly message: string;

  @ApiProperty(free)
  readonly details: Record<string, unknown>;
}

export class CreatedAnswer {
  @ApiProperty({ type: String, example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly composition_id: string;

  @ApiProperty({ enum: ['queued'] })
  readonly status: 'queued';

  @ApiProperty(time)
  readonly created_at: string;

  @ApiProperty({ type: Number, description: 'Predicted processing seconds.' })
  readonly estimated_duration: number;

  @ApiProperty({ type: String, description: 'Sends progress until the end.' })
  readonly websocket_url: string;

  @ApiPropertyOptional(free)
  readonly metadata?: Record<string, unknown>;
}

export class RenditionAnswer {
  @ApiProperty({ type: String, example: '480p', description: 'For `…/download?rendition=`.' })
  readonly name: string;

  @ApiProperty({ type: 'integer' })
  readonly width: number;

  @ApiProperty({ type: 'integer' })
  readonly height: number;

  @ApiProperty({ type: String })
  readonly output_url: string;

  @ApiProperty({ type: Number })
  readonly size_bytes: number;
}

export class CompositionAnswer {
  @ApiProperty({ type: String })
  readonly composition_id: string;

  @ApiProperty({ enum: COMPOSITION_STATUSES })
  readonly status: CompositionStatus;

  @ApiProperty({ type: () => ProgressAnswer })
  readonly progress: ProgressAnswer;

  @ApiProperty(time)
  readonly created_at: string;

  @ApiProperty(time)
  readonly updated_at: string;

  @ApiProperty({ ...time, nullable: true })
  readonly started_at: string | null;

  @ApiProperty({ ...time, nullable: true })
  readonly completed_at: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly output_url: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly thumbnail_url: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Seconds of video.' })
  readonly duration: number | null;

  @ApiProperty({ type: Number, nullable: true })
  readonly size_bytes: number | null;

  @ApiPropertyOptional({ type: () => [RenditionAnswer], description: 'Where any were asked for.' })
  readonly renditions?: RenditionAnswer[];

  @ApiProperty({ type: () => StoredErrorAnswer, nullable: true })
  readonly error: StoredErrorAnswer | null;

  @ApiPropertyOptional({ ...free, description: "The client's own, as it was posted." })
  readonly metadata?: Record<string, unknown>;
}

export class CompositionListAnswer {
  @ApiProperty({ type: () => [CompositionAnswer] })
  readonly items: CompositionAnswer[];

  @ApiProperty({ type: String, nullable: true })
  readonly next_cursor: string | null;
}

export class ProblemAnswer {
  @ApiProperty({ type: String, example: '/clips/1/trim_end', description: 'JSON pointer into the request.' })
  readonly pointer: string;

  @ApiProperty({ type: String })
  readonly message: string;
}

export class ForecastPlanAnswer {
  @ApiProperty({ type: Number, nullable: true, description: 'Seconds of video. Null: see the operation.' })
  readonly duration: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly frames: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly segments: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Segments that exist and would not be encoded again.' })
  readonly reusable: number | null;

  @ApiProperty({ type: Number, description: 'Predicted processing seconds.' })
  readonly estimated_duration: number;
}

export class ForecastAnswerDto {
  @ApiProperty({ type: Boolean })
  readonly valid: boolean;

  @ApiProperty({ type: () => [ProblemAnswer], description: 'Every problem, up to a hundred.' })
  readonly errors: ProblemAnswer[];

  @ApiProperty({ type: () => ForecastPlanAnswer, nullable: true, description: 'Null where the request is not valid.' })
  readonly plan: ForecastPlanAnswer | null;
}
