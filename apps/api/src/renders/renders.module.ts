import { Module } from '@nestjs/common';
import { CompositionsModule } from '../compositions/compositions.module.js';
import { ProgressModule } from '../progress/progress.module.js';
import { RenderDesk } from './render-desk.js';

/** What doors that make compositions of something else stand on. */
@Module({
  imports: [CompositionsModule, ProgressModule],
  providers: [RenderDesk],
  exports: [RenderDesk, CompositionsModule, ProgressModule],
})
export class RendersModule {}
