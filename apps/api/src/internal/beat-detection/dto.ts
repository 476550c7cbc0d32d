import { ApiProperty } from '@nestjs/swagger';
import { PROCESSING_STATUSES, type ProcessingStatus } from '#lib/contracts';
import { StoredErrorAnswer } from '../../compositions/dto/answers.dto.js';
import { SourceField } from '../../compositions/dto/time-and-source.js';

export class BeatDetectionDto {
  @SourceField({ required: true, description: 'A sound, or a film with one.', example: 's3://cutroom/music.mp3' })
  readonly audio_url: string;
}

export class BeatsAnswer {
  @ApiProperty({ type: Number, nullable: true, description: 'Beats per minute. Null where there is no rhythm.' })
  readonly bpm: number | null;

  @ApiProperty({ type: [Number], description: 'Seconds from the beginning, rising; of the first ten minutes.' })
  readonly beats: number[];
}

export class BeatDetectionAnswer {
  @ApiProperty({ type: String, example: 'proc_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly processing_id: string;

  @ApiProperty({ enum: PROCESSING_STATUSES })
  readonly status: ProcessingStatus;

  @ApiProperty({ type: String })
  readonly audio_url: string;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: string;

  @ApiProperty({ type: () => BeatsAnswer, nullable: true })
  readonly result: BeatsAnswer | null;

  @ApiProperty({ type: () => StoredErrorAnswer, nullable: true })
  readonly error: StoredErrorAnswer | null;
}
