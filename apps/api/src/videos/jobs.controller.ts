import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CutroomError } from '#lib/contracts';
import type { RenderedVariant } from '#lib/persistence';
import { sendObject } from '../downloads/send-object.js';
import { ApiErrors } from '../http/api-errors.js';
import { requestIdOf } from '../http/request-id.js';
import { UnprocessableFilter } from '../http/unprocessable.filter.js';
import { as } from '../http/validate.js';
import { SERVICES, type Services } from '../services.js';
import { checkOverlays } from './check-overlays.js';
import { JobAnswer, StatusAnswer } from './dto/answers.dto.js';
import { OverlaysDto, TranscodeDto, TrimDto } from './dto/requests.dto.js';
import { OVERLAYS_EXAMPLES, TRANSCODE_EXAMPLES, TRIM_EXAMPLES } from './examples.js';
import { statusAnswer } from './job-state.js';
import { variantFile } from './variant-file.js';
import { VideosService } from './videos.service.js';

const JobParam = (): MethodDecorator => ApiParam({ name: 'job_id', example: 'job_01KAJ5W2Y5R8N6J4T3M1H0G9F8' });

@ApiTags('videos')
@UseFilters(UnprocessableFilter)
@Controller()
export class VideoJobsController {
  constructor(
    @Inject(VideosService) private readonly videos: VideosService,
    @Inject(SERVICES) private readonly services: Services,
  ) {}

  @Post('trim')
  @HttpCode(202)
  @ApiOperation({ operationId: 'trimVideo', summary: 'Cut a part out of a film, to the frame' })
  @ApiBody({ type: TrimDto, examples: TRIM_EXAMPLES })
  @ApiResponse({ status: 202, type: JobAnswer })
  @ApiErrors(404, 409, 422, 429, 503)
  async trim(@Body(as(TrimDto)) body: TrimDto, @Req() request: Request) {
    return { job_id: await this.videos.trim(body, requestIdOf(request)) };
  }

  @Post('overlays')
  @HttpCode(202)
  @ApiOperation({ operationId: 'overlayVideo', summary: 'Lay texts, pictures, films and a watermark over a film' })
  @ApiBody({ type: OverlaysDto, examples: OVERLAYS_EXAMPLES })
  @ApiResponse({ status: 202, type: JobAnswer })
  @ApiErrors(404, 409, 422, 429, 503)
  async overlays(@Body() body: unknown, @Req() request: Request) {
    return { job_id: await this.videos.overlay(checkOverlays(body), requestIdOf(request)) };
  }

  @Post('transcode/:id')
  @HttpCode(202)
  @ApiParam({ name: 'id', description: 'Of a video or a variant.', example: 'vid_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({ operationId: 'transcodeVideo', summary: 'Make a film in several qualities' })
  @ApiBody({ type: TranscodeDto, examples: TRANSCODE_EXAMPLES })
  @ApiResponse({ status: 202, type: JobAnswer })
  @ApiErrors(404, 409, 422, 429, 503)
  async transcode(@Param('id') id: string, @Body(as(TranscodeDto)) body: TranscodeDto, @Req() request: Request) {
    return { job_id: await this.videos.transcode(id, body.qualities, requestIdOf(request)) };
  }

  @Get('status/:job_id')
  @JobParam()
  @ApiOperation({ operationId: 'getVideoJob', summary: 'How far a job is' })
  @ApiResponse({ status: 200, type: StatusAnswer })
  @ApiErrors(404, 429)
  async status(@Param('job_id') jobId: string) {
    const { composition } = await this.videos.job(jobId);
    return statusAnswer(jobId, composition);
  }

  @Get('result/:job_id')
  @JobParam()
  @ApiOperation({ operationId: 'getVideoResult', summary: 'What a job made; of several qualities the first asked for' })
  @ApiResponse({ status: 200, content: { 'video/mp4': { schema: { type: 'string', format: 'binary' } } } })
  @ApiErrors(404, 409, 429)
  async result(@Param('job_id') jobId: string, @Req() request: Request, @Res() response: Response) {
    await this.#send(await this.videos.result(jobId), request, response);
  }

  @Get('variants/:id/download')
  @ApiParam({ name: 'id', example: 'var_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({ operationId: 'downloadVariant', summary: 'A variant, or a range of it' })
  @ApiResponse({ status: 200, content: { 'video/mp4': { schema: { type: 'string', format: 'binary' } } } })
  @ApiResponse({ status: 206, content: { 'video/mp4': { schema: { type: 'string', format: 'binary' } } } })
  @ApiErrors(404, 409, 429)
  async download(@Param('id') id: string, @Req() request: Request, @Res() response: Response) {
    await this.#send(await this.videos.variant(id), request, response);
  }

  async #send(rendered: RenderedVariant, request: Request, response: Response): Promise<void> {
    const { variant, composition } = rendered;
    const file = variantFile(rendered);
    if (file === null) {
      const { status } = composition;
      const ended = status === 'failed' || status === 'cancelled';
      throw new CutroomError(ended ? 'NOT_FOUND' : 'NOT_READY', `The variant is ${status}.`);
    }
    await sendObject(request, response, this.services.store, { ref: file, downloadName: `${variant.id}.mp4` });
  }
}
