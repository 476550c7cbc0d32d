import { pipeline } from 'node:stream/promises';
import { Controller, HttpCode, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CutroomError } from '#lib/contracts';
import { goneSignal } from '../http/gone-signal.js';
import { requestIdOf } from '../http/request-id.js';
import { SERVICES, type Services } from '../services.js';
import { AssembleVideoService } from './assemble-video.service.js';
import { FLAT_CODES, FlatErrorFilter } from './flat-error.js';
import { MetadataDto } from './metadata.dto.js';

const METADATA_EXAMPLE = JSON.stringify({
  scenes: [
    { index: 0, imageDuration: 2.5 },
    { index: 1, imageDuration: 3 },
  ],
  resolution: { width: 1280, height: 720 },
  frameRate: 24,
});

class FlatErrorAnswer {
  @ApiProperty({ enum: FLAT_CODES, description: 'Also QUEUE_FULL, RATE_LIMITED and SERVICE_UNAVAILABLE.' })
  readonly error: string;

  @ApiProperty({ type: String, example: 'The metadata cannot be used.' })
  readonly message: string;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    example: [{ path: 'scenes[0].imageDuration', message: 'is required' }],
  })
  readonly details: { path: string; message: string }[];
}

const files = (what: string) => ({
  type: 'array' as const,
  items: { type: 'string' as const, format: 'binary' },
  description: `${what}, one for each scene, in their order.`,
});

@ApiTags('assemble-video')
@ApiExtraModels(MetadataDto)
@UseFilters(FlatErrorFilter)
@Controller('assemble-video')
export class AssembleVideoController {
  constructor(
    @Inject(AssembleVideoService) private readonly assembly: AssembleVideoService,
    @Inject(SERVICES) private readonly services: Services,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'assembleVideo',
    summary: 'Pictures and sounds in, one video back',
    description:
      'Waits for the video. The sounds follow each other, and the video ends with the shorter of pictures and sounds; with ' +
      '`align: "scene"` each sound begins with its picture instead. Going away cancels it.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['metadata', 'images', 'audio'],
      properties: {
        metadata: { type: 'string', description: 'JSON, see MetadataDto.', example: METADATA_EXAMPLE },
        images: files('Pictures'),
        audio: files('Sounds'),
      },
    },
  })
  @ApiProduces('video/mp4')
  @ApiResponse({
    status: 200,
    content: { 'video/mp4': { schema: { type: 'string', format: 'binary' } } },
    headers: {
      'Content-Disposition': {
        schema: { type: 'string' },
        example: 'attachment; filename="slop-video-2026-11-21.mp4"',
      },
      'X-Video-Duration': { schema: { type: 'number' }, example: 5.5, description: 'Seconds.' },
    },
  })
  @ApiResponse({ status: 400, type: FlatErrorAnswer, description: 'INVALID_METADATA, INVALID_REQUEST, MISSING_FILES' })
  @ApiResponse({ status: 413, type: FlatErrorAnswer, description: 'INVALID_REQUEST: too many files, or too large' })
  @ApiResponse({ status: 500, type: FlatErrorAnswer, description: 'FFMPEG_ERROR' })
  @ApiResponse({ status: 504, type: FlatErrorAnswer, description: 'TIMEOUT' })
  async assemble(@Req() request: Request, @Res() response: Response): Promise<void> {
    const gone = goneSignal(response);
    const { result } = await this.assembly.assemble(request, { requestId: requestIdOf(request), gone });
    if (result === null) throw new CutroomError('ASSET_NOT_FOUND', 'The video has expired.');
    const { stat, body } = await this.services.store.get(result, { signal: gone });
    response.writeHead(200, {
      'Content-Type': 'video/mp4',
      'Content-Length': stat.sizeBytes,
      'Content-Disposition': `attachment; filename="slop-video-${new Date().toISOString().slice(0, 10)}.mp4"`,
      'Cache-Control': 'no-store',
      'X-Video-Duration': String(Number(result.duration.toFixed(3))),
    });
    // Nobody is there any more to be told.
    await pipeline(body, response).catch(() => response.destroy());
  }
}
