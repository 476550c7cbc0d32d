import { Module } from '@nestjs/common';
import { CompositionsModule } from '../compositions/compositions.module.js';
import { DevController } from './dev.controller.js';
import { DevService } from './dev.service.js';

@Module({ imports: [CompositionsModule], controllers: [DevController], providers: [DevService] })
export class DevModule {}
