import { Module } from '@nestjs/common';
import { IndexAtStart } from '../sources/index-at-start.js';
import { SourcesController } from '../sources/sources.controller.js';
import { SourcesService } from '../sources/sources.service.js';
import { AssembliesController } from './assemblies.controller.js';
import { AssembliesService } from './assemblies.service.js';
import { OutputController } from './output.controller.js';
import { PageController } from './page.controller.js';

/** Browse a folder, cut, preview, deliver. */
@Module({
  controllers: [SourcesController, AssembliesController, OutputController, PageController],
  providers: [SourcesService, AssembliesService, IndexAtStart],
})
export class AssembliesModule {}
