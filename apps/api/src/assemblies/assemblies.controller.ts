import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { requestIdOf } from '../http/request-id.js';
import { AssembliesService } from './assemblies.service.js';
import { DetailErrors } from './detail-errors.js';
import { AssemblyAnswer, NewAssemblyDto } from './dto.js';

@ApiTags('sources and assemblies')
@Controller('api/v1/assemblies')
export class AssembliesController {
  constructor(@Inject(AssembliesService) private readonly assemblies: AssembliesService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'createAssembly',
    summary: 'Cut clips out of sources and put them one after the other',
    description:
      'An assembly never changes. As a preview it is encoded, with the time of the source burnt in; else the picture is copied and ' +
      'only the frames between a cut and the next key frame are encoded, if the sources are alike. Cuts are exact to the frame.',
  })
  @ApiBody({
    type: NewAssemblyDto,
    examples: {
      preview: {
        value: { name: 'Rough cut', clips: [{ source: 1, start: 12.48, end: 20 }, { source: 'IMG_0413.mp4' }] },
      },
      clean: {
        value: {
          clips: [
            { source: 1, start: 12.48, end: 20 },
            { source: 2, start: 3 },
          ],
          preview: false,
        },
      },
    },
  })
  @ApiResponse({ status: 202, type: AssemblyAnswer })
  @DetailErrors(409, 413, 422, 429, 503)
  create(@Body() body: unknown, @Req() request: Request): Promise<AssemblyAnswer> {
    return this.assemblies.create(body, requestIdOf(request));
  }

  @Get()
  @ApiOperation({ operationId: 'listAssemblies', summary: 'Assemblies, newest first; at most a thousand' })
  @ApiResponse({ status: 200, type: [AssemblyAnswer] })
  @DetailErrors(429)
  list(): Promise<readonly AssemblyAnswer[]> {
    return this.assemblies.list();
  }

  @Get(':id')
  @ApiParam({ name: 'id', example: 'asm_001' })
  @ApiOperation({ operationId: 'getAssembly', summary: 'How an assembly is doing' })
  @ApiResponse({ status: 200, type: AssemblyAnswer })
  @DetailErrors(404, 429)
  read(@Param('id') id: string): Promise<AssemblyAnswer> {
    return this.assemblies.read(id);
  }
}
