import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ApiErrors } from '../../http/api-errors.js';
import { requestIdOf } from '../../http/request-id.js';
import { as } from '../../http/validate.js';
import { BEAT_DETECTION_EXAMPLES } from '../examples.js';
import { InternalOnly } from '../service-token.js';
import { BeatDetectionService } from './beat-detection.service.js';
import { BeatDetectionAnswer, BeatDetectionDto } from './dto.js';

@ApiTags('internal')
@InternalOnly()
@Controller('internal/v1/beat-detection')
export class BeatDetectionController {
  constructor(@Inject(BeatDetectionService) private readonly detection: BeatDetectionService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'detectBeats',
    summary: 'Find the tempo and the beats of a sound',
    description: '404 unless `ENABLE_BEAT_DETECTION` is true.',
  })
  @ApiBody({ type: BeatDetectionDto, examples: BEAT_DETECTION_EXAMPLES })
  @ApiResponse({ status: 202, type: BeatDetectionAnswer })
  @ApiErrors(400, 401, 404, 413, 429, 503)
  create(@Body(as(BeatDetectionDto)) body: BeatDetectionDto, @Req() request: Request) {
    return this.detection.create(body, requestIdOf(request));
  }

  @Get(':processing_id')
  @ApiParam({ name: 'processing_id', example: 'proc_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({ operationId: 'getDetectedBeats', summary: 'The beats, when they have been found' })
  @ApiResponse({ status: 200, type: BeatDetectionAnswer })
  @ApiErrors(401, 404, 429)
  read(@Param('processing_id') id: string) {
    return this.detection.read(id);
  }
}
