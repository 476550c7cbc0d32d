import { Module } from '@nestjs/common';
import { RendersModule } from '../renders/renders.module.js';
import { AssemblyController } from './assembly.controller.js';
import { AssemblyService } from './assembly.service.js';

@Module({ imports: [RendersModule], controllers: [AssemblyController], providers: [AssemblyService] })
export class AssemblyModule {}
