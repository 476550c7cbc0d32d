import { Module } from '@nestjs/common';
import { CallbackEndpointsController } from './callback-endpoints.controller.js';
import { ProcessClipsController } from './process-clips/process-clips.controller.js';
import { ProcessClipsService } from './process-clips/process-clips.service.js';

/** /internal/v1: for services of the same operator, which show INTERNAL_API_TOKEN. */
@Module({ controllers: [ProcessClipsController, CallbackEndpointsController], providers: [ProcessClipsService] })
export class InternalModule {}
