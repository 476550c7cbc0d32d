import { ApiProperty } from '@nestjs/swagger';
import { COMPOSITION_STATUSES } from '#lib/contracts';
import { ChoiceField, NumberField, ObjectField, ParsedField } from '../http/fields.js';
import { parseResolution, parseVideoBitrate } from './parse.js';

export const MAX_SHOTS = 500;
export const OUTPUT_FORMATS = ['mp4', 'mov'] as const;
export const QUALITY_PRESETS = ['draft', 'standard', 'high'] as const;
const PROJECT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

export class AssemblyConfigDto {
  @ChoiceField({ of: OUTPUT_FORMATS, default: 'mp4' })
  readonly output_format?: (typeof OUTPUT_FORMATS)[number];

  @ParsedField({
    accepts: (value) => parseResolution(value) !== null,
    message: 'must be even pixels such as 1920x1080',
    schema: { type: 'string' },
    default: '1920x1080',
  })
  readonly resolution?: string;

  @ParsedField({
    accepts: (value) => parseVideoBitrate(value) !== null,
    message: 'must be a bit rate from 100k to 100000k, such as 5000k or 5M',
    schema: { type: 'string' },
    default: '5000k',
    description: 'Of the picture; what is made has it within a tenth.',
  })
  readonly bitrate?: string;

  @NumberField({ min: 1, max: 60, default: 24 })
  readonly fps?: number;

  @ChoiceField({ of: QUALITY_PRESETS, default: 'standard' })
  readonly quality_preset?: (typeof QUALITY_PRESETS)[number];
}

/** One file of the project, whole or from `in` to `out`, seconds. */
export interface ShotRequest {
  readonly file: string;
  readonly in?: number;
  readonly out?: number;
}

export class ProcessDto {
  @ParsedField({
    required: true,
    accepts: (value) => typeof value === 'string' && PROJECT.test(value),
    message: 'must be the name of a project',
    schema: { type: 'string', pattern: PROJECT.source },
    example: 'summer',
  })
  readonly project: string;

  @ParsedField({
    required: true,
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.length <= MAX_SHOTS,
    message: `must be a list of 1 to ${MAX_SHOTS} shots`,
    schema: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_SHOTS,
      items: {
        oneOf: [
          { type: 'string' },
          {
            type: 'object',
            required: ['file'],
            properties: { file: { type: 'string' }, in: { type: 'number' }, out: { type: 'number' } },
          },
        ],
      },
    },
    example: ['shots/001.mp4', { file: 'shots/002.mov', in: 1.5, out: 4 }],
  })
  readonly shots: readonly (string | ShotRequest)[];

  @ObjectField(() => AssemblyConfigDto)
  readonly config?: AssemblyConfigDto;
}

const nullable = { nullable: true } as const;

export class AcceptedAnswer {
  @ApiProperty({
    type: String,
    example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8',
    description: 'Also of its events on socket.io.',
  })
  readonly job_id: string;

  @ApiProperty({ enum: COMPOSITION_STATUSES })
  readonly status: string;

  @ApiProperty({ type: String, example: 'summer' })
  readonly project: string;

  @ApiProperty({ type: Number, example: 10 })
  readonly shot_count: number;
}

export class AssemblyJobAnswer {
  @ApiProperty({ type: String, example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly job_id: string;

  @ApiProperty({ enum: COMPOSITION_STATUSES, example: 'completed' })
  readonly status: string;

  @ApiProperty({ type: Number, minimum: 0, maximum: 100, example: 100 })
  readonly progress: number;

  @ApiProperty({
    type: Number,
    ...nullable,
    example: null,
    description: 'Counted from 0, about; null where none is encoded now.',
  })
  readonly current_shot: number | null;

  @ApiProperty({ type: 'object', additionalProperties: true, ...nullable, example: null })
  readonly error: Record<string, unknown> | null;

  @ApiProperty({ type: String, ...nullable, example: 'exports/assembly-01KAJ5W2Y5R8N6J4T3M1H0G9F8.mp4' })
  readonly output_file: string | null;

  @ApiProperty({ type: Number, ...nullable, example: 42.5, description: 'Seconds.' })
  readonly duration: number | null;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:30:00.000Z' })
  readonly created_at: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:30:21.640Z' })
  readonly updated_at: string;
}
