import { Body, type CanActivate, Controller, HttpCode, Inject, Injectable, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CutroomError } from '#lib/contracts';
import { CreatedAnswer } from '../compositions/dto/answers.dto.js';
import { ApiErrors } from '../http/api-errors.js';
import { requestIdOf } from '../http/request-id.js';
import { as } from '../http/validate.js';
import { SERVICES, type Services } from '../services.js';
import { DevService } from './dev.service.js';
import { ResetUserDto } from './dto.js';
import { RESET_USER_EXAMPLES } from './examples.js';

/** Without ENABLE_DEV_API these routes are as good as not there. */
@Injectable()
export class DevOnly implements CanActivate {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  canActivate(): boolean {
    if (this.services.config.features.devApi) return true;
    throw new CutroomError('NOT_FOUND', 'There is nothing here.');
  }
}

@ApiTags('dev')
@UseGuards(DevOnly)
@Controller('dev')
export class DevController {
  constructor(@Inject(DevService) private readonly dev: DevService) {}

  @Post('test-generation')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'devTestGeneration',
    summary: 'Ask for a sample video of generated clips (ENABLE_DEV_API)',
  })
  @ApiResponse({ status: 202, type: CreatedAnswer })
  @ApiErrors(404, 503)
  testGeneration(@Req() request: Request) {
    return this.dev.testGeneration(requestIdOf(request));
  }

  @Post('reset-user')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'devResetUser',
    summary: 'Cancel all that a user has waiting or running (ENABLE_DEV_API)',
  })
  @ApiBody({ type: ResetUserDto, examples: RESET_USER_EXAMPLES })
  @ApiResponse({ status: 200, schema: { type: 'object', properties: { cancelled: { type: 'integer', example: 2 } } } })
  @ApiErrors(400, 404)
  async resetUser(@Body(as(ResetUserDto)) { user_id }: ResetUserDto) {
    return { user_id, cancelled: await this.dev.resetUser(user_id) };
  }
}
