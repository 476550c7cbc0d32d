import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiErrors } from '../http/api-errors.js';
import { goneSignal } from '../http/gone-signal.js';
import { requestIdOf } from '../http/request-id.js';
import { UnprocessableFilter } from '../http/unprocessable.filter.js';
import { VariantAnswer, VideoAnswer, VideoPageAnswer } from './dto/answers.dto.js';
import { readPage } from './page.js';
import { variantAnswer, videoAnswer } from './present.js';
import { VideosService } from './videos.service.js';

@ApiTags('videos')
@UseFilters(UnprocessableFilter)
@Controller('videos')
export class VideosController {
  constructor(@Inject(VideosService) private readonly videos: VideosService) {}

  @Post('upload')
  @HttpCode(201)
  @ApiOperation({ operationId: 'uploadVideo', summary: 'Upload a film; a worker looks at it before the answer' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiResponse({ status: 201, type: VideoAnswer })
  @ApiErrors(413, 415, 422, 429, 503)
  async upload(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const context = { requestId: requestIdOf(request), signal: goneSignal(response) };
    return videoAnswer(await this.videos.upload(request, context));
  }

  @Get()
  @ApiOperation({ operationId: 'listVideos', summary: 'Uploaded films, newest first' })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({ name: 'page_size', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } })
  @ApiResponse({ status: 200, type: VideoPageAnswer })
  @ApiErrors(422, 429)
  async list(@Query() query: Record<string, unknown>) {
    const { page, pageSize } = readPage(query);
    const { items, total } = await this.videos.list(page, pageSize);
    return { items: items.map(videoAnswer), page, page_size: pageSize, total };
  }

  @Get(':id/variants')
  @ApiParam({ name: 'id', example: 'vid_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({ operationId: 'listVariants', summary: 'What was made of a film, as far as it is there' })
  @ApiResponse({ status: 200, type: [VariantAnswer] })
  @ApiErrors(404, 429)
  async variants(@Param('id') id: string) {
    return (await this.videos.variants(id)).flatMap(variantAnswer);
  }
}
