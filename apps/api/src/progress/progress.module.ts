import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { ProgressHub } from './hub.js';
import { ProgressGateway } from './progress.gateway.js';
import { RawWebSocket } from './raw-websocket.js';

@Module({
  controllers: [EventsController],
  providers: [ProgressHub, ProgressGateway, RawWebSocket],
  exports: [ProgressHub],
})
export class ProgressModule {}
