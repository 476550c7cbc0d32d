import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DetailErrors } from '../assemblies/detail-errors.js';
import { goneSignal } from '../http/gone-signal.js';
import { requestIdOf } from '../http/request-id.js';
import { ReindexAnswerDto, SourceAnswer } from './dto.js';
import { sourceAnswer } from './present.js';
import { SourcesService } from './sources.service.js';

@ApiTags('sources and assemblies')
@Controller('api/v1/sources')
export class SourcesController {
  constructor(@Inject(SourcesService) private readonly sources: SourcesService) {}

  @Post('reindex')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reindexSources',
    summary: 'Look at every video of the sources folder',
    description:
      'Replaces the index at once, when all were looked at. Files that cannot be read are named and left out.',
  })
  @ApiResponse({ status: 200, type: ReindexAnswerDto })
  @DetailErrors(429, 503)
  async reindex(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<ReindexAnswerDto> {
    const { count, unreadable } = await this.sources.reindex(requestIdOf(request), goneSignal(response));
    return { status: 'ok', count, unreadable: [...unreadable] };
  }

  @Get()
  @ApiOperation({ operationId: 'listSources', summary: 'What there is to cut from' })
  @ApiResponse({ status: 200, type: [SourceAnswer] })
  @DetailErrors(409, 429)
  async list(): Promise<readonly SourceAnswer[]> {
    return (await this.sources.list()).map(sourceAnswer);
  }
}
