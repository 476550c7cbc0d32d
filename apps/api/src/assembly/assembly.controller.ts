import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiErrors } from '../http/api-errors.js';
import { goneSignal } from '../http/gone-signal.js';
import { requestIdOf } from '../http/request-id.js';
import { UnprocessableFilter } from '../http/unprocessable.filter.js';
import { ProgressHub } from '../progress/hub.js';
import { AssemblyService } from './assembly.service.js';
import { AcceptedAnswer, AssemblyJobAnswer, ProcessDto } from './dto.js';
import { PROCESS_EXAMPLES } from './examples.js';
import { sendJobEvents } from './job-events.js';

const IdParam = (): MethodDecorator => ApiParam({ name: 'id', example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' });

@ApiTags('assembly')
@UseFilters(UnprocessableFilter)
@Controller('api/v1/assembly')
export class AssemblyController {
  constructor(
    @Inject(AssemblyService) private readonly assembly: AssemblyService,
    @Inject(ProgressHub) private readonly hub: ProgressHub,
  ) {}

  @Post('process')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'assembleShots',
    summary: 'Join shots of a project into one film among its exports',
    description:
      'A worker opens every shot and decodes its first frame before the answer; all problems come back at once.',
  })
  @ApiBody({ type: ProcessDto, examples: PROCESS_EXAMPLES })
  @ApiResponse({ status: 202, type: AcceptedAnswer })
  @ApiErrors(404, 413, 422, 429, 503)
  process(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    return this.assembly.process(body, requestIdOf(request), goneSignal(response));
  }

  @Get('jobs/:id')
  @IdParam()
  @ApiOperation({ operationId: 'getAssemblyJob', summary: 'How far a job is' })
  @ApiResponse({ status: 200, type: AssemblyJobAnswer })
  @ApiErrors(404, 429)
  get(@Param('id') id: string) {
    return this.assembly.answer(id);
  }

  @Get('jobs/:id/progress')
  @IdParam()
  @ApiOperation({ operationId: 'watchAssemblyJob', summary: 'Server-sent events until the job has ended' })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, schema: { type: 'string' } })
  @ApiErrors(404, 429)
  events(@Param('id') id: string, @Res() response: Response): Promise<void> {
    return sendJobEvents(id, { hub: this.hub, jobs: this.assembly, response });
  }

  @Delete('jobs/:id')
  @HttpCode(200)
  @IdParam()
  @ApiOperation({ operationId: 'cancelAssemblyJob', summary: 'Cancel; nothing of it stays among the exports' })
  @ApiResponse({ status: 200, type: AssemblyJobAnswer })
  @ApiErrors(404, 409, 429)
  cancel(@Param('id') id: string) {
    return this.assembly.cancel(id);
  }
}
