import { Module } from '@nestjs/common';
import { BeatDetectionController } from './beat-detection/beat-detection.controller.js';
import { BeatDetectionService } from './beat-detection/beat-detection.service.js';
import { CallbackEndpointsController } from './callback-endpoints.controller.js';
import { ProcessClipsController } from './process-clips/process-clips.controller.js';
import { ProcessClipsService } from './process-clips/process-clips.service.js';

/** /internal/v1: for services of the same operator, which show INTERNAL_API_TOKEN. */
@Module({
  controllers: [ProcessClipsController, BeatDetectionController, CallbackEndpointsController],
  providers: [ProcessClipsService, BeatDetectionService],
})
export class InternalModule {}
