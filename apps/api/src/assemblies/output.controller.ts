import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { sendFile } from '../downloads/send-file.js';
import { AssembliesService } from './assemblies.service.js';
import { DetailErrors } from './detail-errors.js';

const VIDEO = { 'video/mp4': { schema: { type: 'string' as const, format: 'binary' } } };

/** `output_url` begins with /output; clients that put the base before it find the same. */
@ApiTags('sources and assemblies')
@Controller(['output', 'api/v1/output'])
export class OutputController {
  constructor(@Inject(AssembliesService) private readonly assemblies: AssembliesService) {}

  @Get(':asm_id/:filename')
  @ApiParam({ name: 'asm_id', example: 'asm_001' })
  @ApiParam({ name: 'filename', example: 'result.mp4' })
  @ApiHeader({ name: 'Range', required: false, example: 'bytes=0-1023' })
  @ApiOperation({ operationId: 'getAssemblyOutput', summary: 'Play or download a finished assembly' })
  @ApiResponse({ status: 200, description: 'The whole file.', content: VIDEO })
  @ApiResponse({ status: 206, description: 'The range asked for.', content: VIDEO })
  @DetailErrors(404, 416, 429)
  async send(
    @Param('asm_id') id: string,
    @Param('filename') filename: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await sendFile(request, response, { path: await this.assemblies.file(id, filename) });
  }
}
