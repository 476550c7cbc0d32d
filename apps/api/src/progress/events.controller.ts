import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { isTerminal } from '#lib/contracts';
import { compositionId } from '../compositions/composition-id.js';
import { ApiErrors } from '../http/api-errors.js';
import { EventStream } from './event-stream.js';
import { ProgressHub } from './hub.js';
import { serverSentEvent } from './messages.js';
import type { WatchedState } from './state.js';

@ApiTags('compositions')
@Controller('api/v1/compositions')
export class EventsController {
  constructor(@Inject(ProgressHub) private readonly hub: ProgressHub) {}

  @Get(':id/events')
  @ApiParam({ name: 'id', example: 'comp_01KAJ5W2Y5R8N6J4T3M1H0G9F8' })
  @ApiOperation({
    operationId: 'watchComposition',
    summary: 'Server-sent events: the state first, then status, progress, and completed, failed or cancelled',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The `id` of the last event seen.' })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, schema: { type: 'string' } })
  @ApiResponse({ status: 204, description: 'The last event was seen already: there is nothing to come back for.' })
  @ApiErrors(404, 429)
  async events(
    @Param('id', compositionId) id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const after = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : -1;
    const stream = new EventStream(response);
    const send = (state: WatchedState, kind: 'progress' | 'status'): void => {
      const text = serverSentEvent(state, kind);
      if (isTerminal(state.status)) stream.end(text);
      else stream.write(text);
    };
    const leave = await this.hub.watch(id, {
      first: (state) => {
        // A browser comes back after every end; only this answer tells it not to.
        if (isTerminal(state.status) && state.seq <= after) return void response.status(204).end();
        stream.open();
        if (state.seq > after) send(state, 'status');
      },
      next: send,
    });
    stream.hold(this.hub, leave);
  }
}
