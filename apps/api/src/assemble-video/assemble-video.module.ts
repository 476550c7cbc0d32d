import { Module } from '@nestjs/common';
import { RendersModule } from '../renders/renders.module.js';
import { AssembleVideoController } from './assemble-video.controller.js';
import { AssembleVideoService } from './assemble-video.service.js';

@Module({ imports: [RendersModule], controllers: [AssembleVideoController], providers: [AssembleVideoService] })
export class AssembleVideoModule {}
