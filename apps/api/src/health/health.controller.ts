import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Unlimited } from '../http/rate-limit.js';
import { SERVICES, type Services } from '../services.js';
import { VERSION } from '../version.js';
import { checkComponents, checkDatabase } from './components.js';

const schema = { type: 'object', additionalProperties: true } as const;

@ApiTags('operations')
@Unlimited()
@Controller('health')
export class HealthController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Get()
  @ApiOperation({ operationId: 'health', summary: 'The API runs' })
  @ApiResponse({ status: 200, schema })
  health() {
    return { status: 'healthy', version: VERSION };
  }

  @Get('live')
  @ApiOperation({ operationId: 'live', summary: 'The process answers; if not, restart it' })
  @ApiResponse({ status: 200, schema })
  live() {
    return { status: 'healthy' };
  }

  /** Redis and the store may be down and the API still take work: only without Postgres can it do nothing. */
  @Get('ready')
  @ApiOperation({ operationId: 'ready', summary: 'Requests can be served; if not, send them elsewhere' })
  @ApiResponse({ status: 200, schema })
  @ApiResponse({ status: 503, schema })
  async ready(@Res({ passthrough: true }) response: Response) {
    const ready = await checkDatabase(this.services).then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503);
    return { status: ready ? 'healthy' : 'unhealthy' };
  }

  /** 200 also where something is down: it is the report that is asked for. */
  @Get('detailed')
  @ApiOperation({ operationId: 'healthDetailed', summary: 'How each part is doing' })
  @ApiResponse({ status: 200, schema })
  async detailed() {
    const components = await checkComponents(this.services);
    const all = Object.values(components).every(({ status }) => status === 'healthy');
    const status = all ? 'healthy' : components.database.status === 'healthy' ? 'degraded' : 'unhealthy';
    return { status, components, version: VERSION, timestamp: new Date().toISOString() };
  }
}
