import { ApiProperty } from '@nestjs/swagger';
import { PROCESSING_STATUSES, type ProcessingStatus } from '#lib/contracts';
import { StoredErrorAnswer } from '../../compositions/dto/answers.dto.js';
import { SourceField } from '../../compositions/dto/time-and-source.js';

export class BeatDetectionDto {
  @SourceField({ required: true, description: 'A sound, or a film with one.', example: 's3://cutroom/music.mp3' })
  readonly audio_url: string;
}

export class BeatsAnswer {
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 120,
    description: 'Beats per minute. Null where there is no rhythm.',
  })
  readonly bpm: number | null;

  @ApiProperty({
    type: [Number],
    example: [0.21, 0.71, 1.21, 1.71],
    description: 'Seconds from the beginning, rising; of the first ten minutes.',
  })
  readonly beats: number[];
}

export class BeatDetectionAnswer {
  @ApiProperty({ type: String, example: 'proc_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly processing_id: string;

  @ApiProperty({ enum: PROCESSING_STATUSES, example: 'completed' })
  readonly status: ProcessingStatus;

  @ApiProperty({ type: String, example: 's3://cutroom/music.mp3' })
  readonly audio_url: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:30:00.000Z' })
  readonly created_at: string;

  @ApiProperty({ type: () => BeatsAnswer, nullable: true })
  readonly result: BeatsAnswer | null;

  @ApiProperty({ type: () => StoredErrorAnswer, nullable: true, example: null })
  readonly error: StoredErrorAnswer | null;
}
