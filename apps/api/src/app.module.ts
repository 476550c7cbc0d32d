import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AssembleVideoModule } from './assemble-video/assemble-video.module.js';
import { AssembliesModule } from './assemblies/assemblies.module.js';
import { AssemblyModule } from './assembly/assembly.module.js';
import { AssetsModule } from './assets/assets.module.js';
import { CompositionsModule } from './compositions/compositions.module.js';
import { QueueGate } from './compositions/queue-gate.js';
import { DevModule } from './dev/dev.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { InternalModule } from './internal/internal.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ProgressModule } from './progress/progress.module.js';
import { SERVICES, type Services } from './services.js';
import { VideosModule } from './videos/videos.module.js';

@Global()
@Module({})
class ServicesModule {
  static forRoot(services: Services | null): DynamicModule {
    return {
      module: ServicesModule,
      providers: [{ provide: SERVICES, useValue: services }, QueueGate],
      exports: [SERVICES, QueueGate],
    };
  }
}

/** The doors. A new one is a folder and a line here. */
@Module({})
export class AppModule {
  /** `services` may be null where nothing is going to run, as for the OpenAPI document. */
  static forRoot(services: Services | null): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServicesModule.forRoot(services),
        HttpModule,
        CompositionsModule,
        ProgressModule,
        AssetsModule,
        AssembliesModule,
        InternalModule,
        AssembleVideoModule,
        VideosModule,
        AssemblyModule,
        HealthModule,
        MetricsModule,
        DevModule,
      ],
    };
  }
}
