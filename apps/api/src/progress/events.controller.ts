import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { isTerminal } from '#lib/contracts';
import { compositionId } from '../compositions/composition-id.js';
import { ApiErrors } from '../http/api-errors.js';
import { ProgressHub } from './hub.js';
import { serverSentEvent } from './messages.js';
import type { WatchedState } from './state.js';

/** Below the minute after which proxies take a silent connection for dead. */
const KEEP_ALIVE_MS = 15_000;
/** A client this far behind does not read; it may come back with Last-Event-ID. */
const MAX_BACKLOG_BYTES = 256 * 1024;

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

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
    const send = (state: WatchedState, kind: 'progress' | 'status'): void => {
      if (response.destroyed || response.writableEnded) return;
      response.write(serverSentEvent(state, kind));
      if (isTerminal(state.status)) response.end();
      else if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy();
    };
    const leave = await this.hub.watch(id, {
      first: (state) => {
        // A browser comes back after every end; only this answer tells it not to.
        if (isTerminal(state.status) && state.seq <= after) return void response.status(204).end();
        response.writeHead(200, HEADERS);
        response.flushHeaders();
        if (state.seq > after) send(state, 'status');
      },
      next: send,
    });
    const keepAlive = setInterval(() => response.writableEnded || response.write(':\n\n'), KEEP_ALIVE_MS);
    const forget = this.hub.onClose(() => response.end());
    const end = (): void => {
      clearInterval(keepAlive);
      forget();
      leave();
    };
    if (response.destroyed || response.closed) end();
    else response.once('close', end);
  }
}
