import { Module } from '@nestjs/common';
import { AssetsModule } from '../assets/assets.module.js';
import { RendersModule } from '../renders/renders.module.js';
import { VideoJobsController } from './jobs.controller.js';
import { VideosController } from './videos.controller.js';
import { VideosService } from './videos.service.js';

@Module({
  imports: [RendersModule, AssetsModule],
  controllers: [VideosController, VideoJobsController],
  providers: [VideosService],
})
export class VideosModule {}
