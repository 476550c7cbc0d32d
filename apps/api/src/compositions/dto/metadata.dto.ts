import { ApiProperty } from '@nestjs/swagger';

/** What `GET …/metadata` answers, for the OpenAPI document; the worker makes it when a render ends. */
const free = { type: 'object', additionalProperties: true } as const;

export class SegmentsAnswer {
  @ApiProperty({ type: 'integer', example: 4 })
  readonly count: number;

  @ApiProperty({ type: 'integer', example: 1, description: 'Made by an earlier render, and found.' })
  readonly reused: number;

  @ApiProperty({ type: 'integer', example: 3 })
  readonly rendered: number;
}

export class WarningAnswer {
  @ApiProperty({ type: String, example: '/clips/1/url', description: 'JSON pointer of the source in the request.' })
  readonly pointer: string;

  @ApiProperty({
    type: 'integer',
    example: 2,
    description: 'Places where it could not be decoded; the picture before was held.',
  })
  readonly damaged_places: number;
}

export class EncodingAnswer {
  @ApiProperty({ type: 'integer', example: 1280 })
  readonly width: number;

  @ApiProperty({ type: 'integer', example: 720 })
  readonly height: number;

  @ApiProperty({ type: String, example: '30000/1001' })
  readonly fps: string;

  @ApiProperty({ type: 'integer', example: 21 })
  readonly crf: number;

  @ApiProperty({ type: String, example: 'medium' })
  readonly preset: string;

  @ApiProperty({ type: 'integer', example: 2, description: 'Of the encoder of one segment, at most.' })
  readonly threads: number;

  @ApiProperty({ type: 'integer', example: 192_000, description: 'Bits in a second.' })
  readonly audio_bitrate: number;
}

export class MetadataAnswer {
  @ApiProperty({
    ...free,
    nullable: true,
    example: {
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      duration: 12.5125,
      size_bytes: 5_482_113,
      video: { codec: 'h264', width: 1280, height: 720 },
    },
    description: 'What the result is. Null with RUN_FFPROBE_VALIDATION=false.',
  })
  readonly probe: Record<string, unknown> | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { fetch: 0.412, probe: 0.086, plan: 0.031, encode: 7.204, assemble: 0.611, publish: 0.35 },
    description: 'Seconds of each stage.',
  })
  readonly stages: Record<string, number>;

  @ApiProperty({ type: Number, example: 8.958, description: 'Seconds from the start of the render to its end.' })
  readonly total_seconds: number;

  @ApiProperty({ type: () => SegmentsAnswer })
  readonly segments: SegmentsAnswer;

  @ApiProperty({ type: () => [WarningAnswer], description: 'Sources that are damaged and were used all the same.' })
  readonly warnings: WarningAnswer[];

  @ApiProperty({ type: String, example: '8.1.3' })
  readonly ffmpeg_version: string;

  @ApiProperty({ type: () => EncodingAnswer })
  readonly settings: EncodingAnswer;

  @ApiProperty({ type: Number, example: 13.9 })
  readonly cpu_seconds: number;

  @ApiProperty({ type: Number, example: 412.5, description: 'Of the largest process.' })
  readonly memory_peak_mb: number;

  @ApiProperty({ type: 'integer', example: 9, description: 'How many times ffmpeg ran.' })
  readonly processes: number;
}
