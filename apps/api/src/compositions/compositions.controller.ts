import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { compositionAnswer } from '#lib/answers';
import type { ListFilter } from '#lib/persistence';
import { ApiErrors } from '../http/api-errors.js';
import { goneSignal } from '../http/gone-signal.js';
import { requestIdOf } from '../http/request-id.js';
import { as } from '../http/validate.js';
import { compositionId } from './composition-id.js';
import { CompositionsService } from './compositions.service.js';
import { CompositionAnswer, CompositionListAnswer, CreatedAnswer, ForecastAnswerDto } from './dto/answers.dto.js';
import { CompositionDto } from './dto/composition.dto.js';
import { DownloadQueryDto } from './dto/download-query.dto.js';
import { DEFAULT_LIMIT, ListQueryDto } from './dto/list-query.dto.js';
import { MetadataAnswer } from './dto/metadata.dto.js';
import { COMPOSITION_EXAMPLES } from './examples.js';
import { ForecastService } from './forecast/forecast.service.js';
import { readIdempotencyKey } from './idempotency.js';

const IdParam = (): MethodDecorator => ApiParam({ name: 'id', example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' });

@ApiTags('compositions')
@Controller('api/v1/compositions')
export class CompositionsController {
  constructor(
    @Inject(CompositionsService) private readonly compositions: CompositionsService,
    @Inject(ForecastService) private readonly forecasts: ForecastService,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ operationId: 'createComposition', summary: 'Ask for a video' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and body again get the first answer.',
  })
  @ApiBody({ type: CompositionDto, examples: COMPOSITION_EXAMPLES })
  @ApiResponse({ status: 202, type: CreatedAnswer })
  @ApiErrors(400, 409, 413, 422, 429, 503)
  create(@Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Req() request: Request) {
    return this.compositions.create(body, { requestId: requestIdOf(request), idempotencyKey: readIdempotencyKey(key) });
  }

  @Post('validate')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'validateComposition',
    summary: 'What would become of a composition; nothing is stored',
    description:
      'A worker looks at the sources and plans the render without encoding anything. Where none does within ten seconds ' +
      '(none is up, or a source takes longer to fetch), what is not known is null.',
  })
  @ApiBody({ type: CompositionDto, examples: COMPOSITION_EXAMPLES })
  @ApiResponse({ status: 200, type: ForecastAnswerDto })
  @ApiErrors(413, 429, 503)
  validate(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    return this.forecasts.of(body, requestIdOf(request), goneSignal(response));
  }

  @Get()
  @ApiOperation({ operationId: 'listCompositions', summary: 'List compositions, newest first' })
  @ApiResponse({ status: 200, type: CompositionListAnswer })
  @ApiErrors(400, 429)
  async list(@Query(as(ListQueryDto)) query: ListQueryDto) {
    const filter: ListFilter = {
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(query.user_id === undefined ? {} : { userId: query.user_id }),
    };
    const page = await this.compositions.list(filter, query.limit ?? DEFAULT_LIMIT, query.cursor ?? null);
    return { items: page.items.map(compositionAnswer), next_cursor: page.nextCursor };
  }

  @Get(':id')
  @IdParam()
  @ApiOperation({ operationId: 'getComposition', summary: 'How a composition is doing' })
  @ApiResponse({ status: 200, type: CompositionAnswer })
  @ApiErrors(404, 429)
  async get(@Param('id', compositionId) id: string) {
    return compositionAnswer(await this.compositions.get(id));
  }

  @Get(':id/download')
  @IdParam()
  @ApiOperation({
    operationId: 'downloadComposition',
    summary: 'Go to the finished video, by a URL that works for an hour',
  })
  @ApiResponse({ status: 302, headers: { Location: { schema: { type: 'string' } } } })
  @ApiErrors(404, 409, 429)
  async download(
    @Param('id', compositionId) id: string,
    @Query(as(DownloadQueryDto)) { rendition }: DownloadQueryDto,
    @Res() response: Response,
  ) {
    const url = await this.compositions.downloadUrl(id, rendition);
    // Express' own redirect would write the URL, a key to the object, into a page as well.
    response.status(302).setHeader('Location', url).setHeader('Cache-Control', 'no-store').end();
  }

  @Get(':id/metadata')
  @IdParam()
  @ApiOperation({ operationId: 'getCompositionMetadata', summary: 'What the render found out and what it cost' })
  @ApiResponse({ status: 200, type: MetadataAnswer })
  @ApiErrors(404, 409, 429)
  metadata(@Param('id', compositionId) id: string) {
    return this.compositions.metadata(id);
  }

  @Delete(':id')
  @HttpCode(202)
  @IdParam()
  @ApiOperation({ operationId: 'cancelComposition', summary: 'Cancel' })
  @ApiResponse({ status: 202, type: CompositionAnswer })
  @ApiErrors(404, 409, 429)
  async cancel(@Param('id', compositionId) id: string) {
    return compositionAnswer(await this.compositions.cancel(id));
  }
}
