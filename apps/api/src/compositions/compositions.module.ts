import { Module } from '@nestjs/common';
import { CallbacksController } from '../callbacks/callbacks.controller.js';
import { CompositionsController } from './compositions.controller.js';
import { CompositionsService } from './compositions.service.js';
import { ForecastService } from './forecast/forecast.service.js';

@Module({
  controllers: [CompositionsController, CallbacksController],
  providers: [CompositionsService, ForecastService],
  exports: [CompositionsService, ForecastService],
})
export class CompositionsModule {}
