import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { callbackLogAnswer } from '#lib/answers';
import { CallbackLogListAnswer } from '../../callbacks/dto.js';
import { ApiErrors } from '../../http/api-errors.js';
import { requestIdOf } from '../../http/request-id.js';
import { SERVICES, type Services } from '../../services.js';
import { PROCESS_CLIPS_EXAMPLES } from '../examples.js';
import { InternalOnly } from '../service-token.js';
import { ProcessClipsAnswer, ProcessClipsDto } from './dto.js';
import { ProcessClipsService } from './process-clips.service.js';

const IdParam = (): MethodDecorator => ApiParam({ name: 'processing_id', example: 'order-1043-clips' });

@ApiTags('internal')
@InternalOnly()
@Controller('internal/v1/process-clips')
export class ProcessClipsController {
  constructor(
    @Inject(ProcessClipsService) private readonly processing: ProcessClipsService,
    @Inject(SERVICES) private readonly services: Services,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'processClips',
    summary: 'Normalize, colour-correct and take thumbnails of clips',
    description:
      'Each clip is a render of its own, in the size of its source: normalize makes it upright, of even sides, square pixels and one ' +
      'frame rate, in BT.709. The same processing_id and body again answer with the same job.',
  })
  @ApiBody({ type: ProcessClipsDto, examples: PROCESS_CLIPS_EXAMPLES })
  @ApiResponse({ status: 202, type: ProcessClipsAnswer })
  @ApiErrors(400, 401, 409, 413, 429, 503)
  create(@Body() body: unknown, @Req() request: Request) {
    return this.processing.create(body, requestIdOf(request));
  }

  @Get(':processing_id')
  @IdParam()
  @ApiOperation({ operationId: 'getProcessedClips', summary: 'How the clips of a job are doing' })
  @ApiResponse({ status: 200, type: ProcessClipsAnswer })
  @ApiErrors(401, 404, 429)
  read(@Param('processing_id') id: string) {
    return this.processing.read(id);
  }

  @Get(':processing_id/callbacks')
  @IdParam()
  @ApiOperation({
    operationId: 'listProcessingCallbacks',
    summary: 'Whether its callback_url was told, with every try',
  })
  @ApiResponse({ status: 200, type: CallbackLogListAnswer })
  @ApiErrors(401, 404, 429)
  async callbacks(@Param('processing_id') id: string) {
    const { processingId } = await this.processing.find(id);
    const delivery = await this.services.callbacks.find('processing_job', processingId);
    return { items: delivery === null ? [] : [callbackLogAnswer(delivery)] };
  }
}
