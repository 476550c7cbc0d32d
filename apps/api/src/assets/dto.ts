import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NumberField, ParsedField, TextField } from '../http/fields.js';
import { MEDIA_TYPE } from '../uploads/media-type.js';

export class PresignDto {
  @TextField({ required: true, max: 255, example: 'clip1.mp4' })
  readonly filename: string;

  @ParsedField({
    required: true,
    accepts: (value) => typeof value === 'string' && MEDIA_TYPE.test(value),
    message: 'must be a media type such as video/mp4',
    schema: { type: 'string' },
    example: 'video/mp4',
  })
  readonly content_type: string;

  @NumberField({
    required: true,
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
    example: 5_242_880,
    description: 'Bytes.',
  })
  readonly size: number;
}

export class AssetAnswer {
  @ApiProperty({ type: String, example: 'asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly asset_id: string;

  @ApiProperty({
    type: String,
    example: 's3://cutroom/assets/asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8/clip1.mp4',
    description: 'To be named in compositions.',
  })
  readonly url: string;

  @ApiProperty({ enum: ['pending', 'ready'], example: 'ready' })
  readonly status: 'pending' | 'ready';

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Null until a worker has looked.',
    example: {
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      duration: 12.48,
      size_bytes: 5_242_880,
      video: { codec: 'h264', width: 1920, height: 1080 },
    },
  })
  readonly probe: Record<string, unknown> | null;

  @ApiPropertyOptional({
    type: String,
    example: 'This file is not a video or sound that can be read.',
    description: 'Why it cannot be used.',
  })
  readonly probe_error?: string;
}

export class PresignAnswer {
  @ApiProperty({ type: String, example: 'asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  readonly asset_id: string;

  @ApiProperty({
    type: String,
    example:
      'https://s3.example.com/cutroom/uploads/asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8/clip1.mp4?X-Amz-Expires=3600&X-Amz-Signature=…',
    description: 'PUT the file here, with this content type and size, then finalize.',
  })
  readonly upload_url: string;

  @ApiProperty({
    type: String,
    example: 's3://cutroom/assets/asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8/clip1.mp4',
    description: 'What it will be called in compositions, once finalized.',
  })
  readonly url: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T10:30:00.000Z' })
  readonly expires_at: string;
}
