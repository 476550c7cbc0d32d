import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CutroomError } from '#lib/contracts';
import { callbackTarget } from '../callbacks/callback-rule.js';
import { ApiErrors } from '../http/api-errors.js';
import { as } from '../http/validate.js';
import { SERVICES, type Services } from '../services.js';
import { EndpointDto } from './dto.js';
import { ENDPOINT_EXAMPLES } from './examples.js';
import { InternalOnly } from './service-token.js';

@ApiTags('internal')
@InternalOnly()
@Controller('internal/v1/callback-endpoints')
export class CallbackEndpointsController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Post('switch-on')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'switchCallbackEndpointOn',
    summary: 'Call a URL again that answered 410',
    description: 'What was given up meanwhile stays so.',
  })
  @ApiBody({ type: EndpointDto, examples: ENDPOINT_EXAMPLES })
  @ApiResponse({
    status: 200,
    schema: { type: 'object', properties: { url: { type: 'string', example: 'https://example.com/hooks/cutroom' } } },
  })
  @ApiErrors(400, 401, 404, 429)
  async switchOn(@Body(as(EndpointDto)) { url }: EndpointDto) {
    const target = callbackTarget(url) ?? url;
    if (await this.services.callbacks.switchOn(target)) return { url: target };
    throw new CutroomError('NOT_FOUND', 'This URL is not switched off.');
  }
}
