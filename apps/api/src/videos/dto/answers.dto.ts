import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const JOB_STATUSES = ['PENDING', 'STARTED', 'SUCCESS', 'FAILURE'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export class VideoAnswer {
  @ApiProperty({ type: String, example: 'vid_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly id: string;

  @ApiProperty({ type: String, example: 'holiday.mp4' })
  readonly original_filename: string;

  @ApiProperty({
    type: String,
    example: 'assets/asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8/holiday.mp4',
    description: 'Of the file in the store; overlays may name it.',
  })
  readonly stored_path: string;

  @ApiProperty({ type: Number, example: 1048576 })
  readonly size_bytes: number;

  @ApiProperty({ type: Number, example: 12.48 })
  readonly duration_sec: number;

  @ApiProperty({ type: String, example: 'video/mp4' })
  readonly mime_type: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:30:00.000Z' })
  readonly upload_time: string;
}

export class VideoPageAnswer {
  @ApiProperty({ type: () => [VideoAnswer] })
  readonly items: VideoAnswer[];

  @ApiProperty({ type: Number, example: 1 })
  readonly page: number;

  @ApiProperty({ type: Number, example: 20 })
  readonly page_size: number;

  @ApiProperty({ type: Number, example: 1 })
  readonly total: number;
}

export class JobAnswer {
  @ApiProperty({ type: String, example: 'job_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly job_id: string;
}

export class VariantAnswer {
  @ApiProperty({ type: String, example: 'var_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly id: string;

  @ApiProperty({ enum: ['trim', 'overlay', 'watermark', 'transcode'] })
  readonly kind: string;

  @ApiProperty({ enum: ['source', '1080p', '720p', '480p'] })
  readonly quality: string;

  @ApiProperty({ type: String, example: 'outputs/comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8/1/video.mp4' })
  readonly stored_path: string;

  @ApiProperty({ type: Number, example: 524288 })
  readonly size_bytes: number;

  @ApiProperty({ type: Number, example: 2.75 })
  readonly duration_sec: number;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:31:00.000Z' })
  readonly created_at: string;
}

export class StatusAnswer {
  @ApiProperty({ type: String, example: 'job_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly job_id: string;

  @ApiProperty({ enum: JOB_STATUSES, example: 'FAILURE' })
  readonly status: JobStatus;

  @ApiProperty({ type: Number, minimum: 0, maximum: 100, example: 42 })
  readonly progress: number;

  @ApiPropertyOptional({
    type: String,
    example: 'Rendering took longer than this service allows.',
    description: 'Where it failed.',
  })
  readonly error_message?: string;
}
