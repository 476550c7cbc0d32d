import {
  Controller,
  type DynamicModule,
  Get,
  Header,
  Inject,
  Module,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { RunningWorker } from '../boot/start-worker.js';

const WORKER = Symbol('worker');

/** For probes and scrapers inside the cluster; a worker has no other door. */
@Controller()
class HealthController {
  constructor(@Inject(WORKER) private readonly worker: RunningWorker) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'healthy' };
  }

  @Get(['health', 'health/ready'])
  ready(): { status: string; running: number } {
    const { connected, running } = this.worker.pool;
    if (!connected) throw new ServiceUnavailableException('The queue cannot be reached.');
    return { status: 'healthy', running };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.worker.metrics.registry.metrics();
  }
}

@Module({})
export class WorkerModule {
  static forRoot(worker: RunningWorker): DynamicModule {
    return {
      module: WorkerModule,
      controllers: [HealthController],
      providers: [{ provide: WORKER, useValue: worker }],
    };
  }
}
