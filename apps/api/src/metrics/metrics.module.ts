import { Controller, Get, Inject, Module, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Unlimited } from '../http/rate-limit.js';
import { SERVICES, type Services } from '../services.js';

@ApiTags('operations')
@Unlimited()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Get()
  @ApiOperation({ operationId: 'metrics', summary: 'Prometheus metrics of this process' })
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, schema: { type: 'string' } })
  async metrics(@Res() response: Response): Promise<void> {
    const { registry } = this.services.metrics;
    response.type(registry.contentType).send(await registry.metrics());
  }
}

@Module({ controllers: [MetricsController] })
export class MetricsModule {}
