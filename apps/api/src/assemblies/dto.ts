import { ApiProperty } from '@nestjs/swagger';
import { BooleanField, ListField, NumberField, ParsedField, TextField } from '../http/fields.js';

export const MAX_CLIPS = 200;

const isSource = (value: unknown): boolean =>
  (typeof value === 'number' && Number.isSafeInteger(value)) ||
  (typeof value === 'string' && value !== '' && value.length <= 255);

export class AssemblyClipDto {
  @ParsedField({
    required: true,
    accepts: isSource,
    message: 'must be the index or the filename of a source',
    schema: {
      oneOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', maxLength: 255 },
      ],
    },
    example: 1,
  })
  readonly source: number | string;

  @NumberField({
    min: 0,
    max: 86_400,
    description: 'Seconds of the source; the nearest frame counts.',
    default: 0,
    example: 12.48,
  })
  readonly start?: number;

  @NumberField({ min: 0, max: 86_400, description: 'Seconds of the source; default: its end.', example: 20 })
  readonly end?: number;
}

/** The body of POST /api/v1/assemblies. */
export class NewAssemblyDto {
  @TextField({ max: 256, description: 'Default: its id.', example: 'Rough cut' })
  readonly name?: string;

  @ListField(() => AssemblyClipDto, { required: true, min: 1, max: MAX_CLIPS })
  readonly clips: AssemblyClipDto[];

  @BooleanField({
    default: true,
    description:
      'true: encoded, with the time of the source burnt in. false: the picture is copied, and only the edges of clips are encoded.',
  })
  readonly preview?: boolean;
}

export class PlacedClipAnswer {
  @ApiProperty({ type: Number, example: 1, description: 'From 1 on.' })
  readonly pos: number;

  @ApiProperty({ type: String, example: 'IMG_0412.mp4' })
  readonly filename: string;

  @ApiProperty({ type: Number, example: 12.48 })
  readonly start: number;

  @ApiProperty({ type: Number, example: 20 })
  readonly end: number;

  @ApiProperty({ type: Number, example: 7.52, description: 'Seconds.' })
  readonly duration: number;
}

export const ASSEMBLY_STATUSES = ['processing', 'done', 'failed'] as const;
export type AssemblyStatus = (typeof ASSEMBLY_STATUSES)[number];

export class AssemblyAnswer {
  @ApiProperty({ type: String, example: 'asm_001', description: 'Rises, and is never used again.' })
  readonly id: string;

  @ApiProperty({ type: String, example: 'Rough cut' })
  readonly name: string;

  @ApiProperty({ enum: ASSEMBLY_STATUSES, example: 'done' })
  readonly status: AssemblyStatus;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Why it failed, with the end of what ffmpeg said.',
  })
  readonly error: string | null;

  @ApiProperty({ type: Boolean, example: true })
  readonly preview: boolean;

  @ApiProperty({ type: () => [PlacedClipAnswer] })
  readonly clips: PlacedClipAnswer[];

  @ApiProperty({ type: String, nullable: true, example: '/output/asm_001/result.mp4' })
  readonly output_url: string | null;

  @ApiProperty({ type: Number, example: 7.52, description: 'Seconds.' })
  readonly duration: number;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T09:30:00.000Z' })
  readonly created: string;
}

export class DetailError {
  @ApiProperty({ type: String, example: 'Source 99 not found' })
  readonly detail: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { code: 'VALIDATION_FAILED', message: 'Source 99 not found' },
    description: 'The same as every other route says it.',
  })
  readonly error: Record<string, unknown>;
}
