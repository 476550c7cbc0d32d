import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Asset } from '#lib/persistence';
import { formatObjectUrl } from '#lib/storage';
import { ApiErrors } from '../http/api-errors.js';
import { goneSignal } from '../http/gone-signal.js';
import { requestIdOf } from '../http/request-id.js';
import { as } from '../http/validate.js';
import { assetId } from './asset-id.js';
import { type AssetContext, AssetsService } from './assets.service.js';
import { AssetAnswer, PresignAnswer, PresignDto } from './dto.js';
import { PRESIGN_EXAMPLES } from './examples.js';

@ApiTags('assets')
@Controller('api/v1/assets')
export class AssetsController {
  constructor(@Inject(AssetsService) private readonly assets: AssetsService) {}

  @Post()
  @ApiOperation({
    operationId: 'uploadAsset',
    summary: 'Upload a file; waits up to 10 seconds for what a worker finds in it',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiResponse({ status: 201, type: AssetAnswer })
  @ApiErrors(400, 413, 415, 429, 503)
  async upload(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    return present(await this.assets.upload(request, contextOf(request, response)));
  }

  @Post('presign')
  @ApiOperation({ operationId: 'presignAsset', summary: 'Get a URL to PUT a file to' })
  @ApiBody({ type: PresignDto, examples: PRESIGN_EXAMPLES })
  @ApiResponse({ status: 201, type: PresignAnswer })
  @ApiErrors(400, 413, 429, 503)
  presign(@Body(as(PresignDto)) body: PresignDto) {
    return this.assets.presign(body);
  }

  @Post(':id/finalize')
  @HttpCode(200)
  @ApiParam({ name: 'id', example: 'asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({ operationId: 'finalizeAsset', summary: 'Make an asset of what was PUT' })
  @ApiResponse({ status: 200, type: AssetAnswer })
  @ApiErrors(400, 404, 409, 429, 503)
  async finalize(
    @Param('id', assetId) id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return present(await this.assets.finalize(id, contextOf(request, response)));
  }

  @Get(':id')
  @ApiParam({ name: 'id', example: 'asset_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({ operationId: 'getAsset', summary: 'An asset and its probe' })
  @ApiResponse({ status: 200, type: AssetAnswer })
  @ApiErrors(404, 429)
  async get(@Param('id', assetId) id: string) {
    return present(await this.assets.get(id));
  }
}

const contextOf = (request: Request, response: Response): AssetContext => ({
  requestId: requestIdOf(request),
  signal: goneSignal(response),
});

const present = (asset: Asset) => ({
  asset_id: asset.assetId,
  url: formatObjectUrl(asset),
  status: asset.status,
  probe: asset.probe,
  ...(asset.probeError === null ? {} : { probe_error: asset.probeError }),
});
