import { ApiProperty } from '@nestjs/swagger';

/** What `GET …/metadata` answers, for the OpenAPI document; the worker makes it when a render ends. */
const free = { type: 'object', additionalProperties: true } as const;

export class SegmentsAnswer {
  @ApiProperty({ type: 'integer' })
  readonly count: number;

  @ApiProperty({ type: 'integer', description: 'Made by an earlier render, and found.' })
  readonly reused: number;

  @ApiProperty({ type: 'integer' })
  readonly rendered: number;
}

export class WarningAnswer {
  @ApiProperty({ type: String, example: '/clips/1/url', description: 'JSON pointer of the source in the request.' })
  readonly pointer: string;

  @ApiProperty({ type: 'integer', description: 'Places where it could not be decoded; the picture before was held.' })
  readonly damaged_places: number;
}

export class EncodingAnswer {
  @ApiProperty({ type: 'integer' })
  readonly width: number;

  @ApiProperty({ type: 'integer' })
  readonly height: number;

  @ApiProperty({ type: String, example: '30000/1001' })
  readonly fps: string;

  @ApiProperty({ type: 'integer' })
  readonly crf: number;

  @ApiProperty({ type: String, example: 'medium' })
  readonly preset: string;

  @ApiProperty({ type: 'integer', description: 'Of the encoder of one segment, at most.' })
  readonly threads: number;

  @ApiProperty({ type: 'integer', example: 192_000, description: 'Bits in a second.' })
  readonly audio_bitrate: number;
}

export class MetadataAnswer {
  @ApiProperty({ ...free, nullable: true, description: 'What the result is. Null with RUN_FFPROBE_VALIDATION=false.' })
  readonly probe: Record<string, unknown> | null;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, description: 'Seconds of each stage.' })
  readonly stages: Record<string, number>;

  @ApiProperty({ type: Number, description: 'Seconds from the start of the render to its end.' })
  readonly total_seconds: number;

  @ApiProperty({ type: () => SegmentsAnswer })
  readonly segments: SegmentsAnswer;

  @ApiProperty({ type: () => [WarningAnswer], description: 'Sources that are damaged and were used all the same.' })
  readonly warnings: WarningAnswer[];

  @ApiProperty({ type: String, example: '8.1.3' })
  readonly ffmpeg_version: string;

  @ApiProperty({ type: () => EncodingAnswer })
  readonly settings: EncodingAnswer;

  @ApiProperty({ type: Number })
  readonly cpu_seconds: number;

  @ApiProperty({ type: Number, description: 'Of the largest process.' })
  readonly memory_peak_mb: number;

  @ApiProperty({ type: 'integer', description: 'How many times ffmpeg ran.' })
  readonly processes: number;
}
