import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { callbackLogAnswer } from '#lib/answers';
import { compositionId, compositionNotFound } from '../compositions/composition-id.js';
import { ApiErrors } from '../http/api-errors.js';
import { SERVICES, type Services } from '../services.js';
import { CallbackLogListAnswer } from './dto.js';

@ApiTags('compositions')
@Controller('api/v1/compositions')
export class CallbacksController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Get(':id/callbacks')
  @ApiParam({ name: 'id', example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({
    operationId: 'listCompositionCallbacks',
    summary: 'Whether its callback_url was told, with every try',
    description: 'Empty until the composition has ended, and where it has no callback_url.',
  })
  @ApiResponse({ status: 200, type: CallbackLogListAnswer })
  @ApiErrors(404, 429)
  async list(@Param('id', compositionId) id: string) {
    const { compositions, callbacks } = this.services;
    if ((await compositions.get(id)) === null) throw compositionNotFound();
    const delivery = await callbacks.find('composition', id);
    return { items: delivery === null ? [] : [callbackLogAnswer(delivery)] };
  }
}
