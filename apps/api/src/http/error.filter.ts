import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { CutroomError } from '#lib/contracts';
import type { QueueLogger } from '#lib/queue';
import { errorBody } from './error-body.js';
import { requestIdOf } from './request-id.js';
import { HTTP_STATUS } from './status.js';
import { toCutroomError } from './to-cutroom-error.js';

/** How a door words its errors where that is not the service's usual way. */
export interface ErrorWords {
  /** Of requests to this door. */
  readonly covers: (path: string) => boolean;
  readonly statusOf: (error: CutroomError) => number;
  readonly bodyOf: (error: CutroomError, requestId: string) => object;
}

/** The one place where errors become answers. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: QueueLogger,
    private readonly doors: readonly ErrorWords[] = [],
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const error = toCutroomError(thrown);
    const words = this.doors.find(({ covers }) => covers(request.path));
    const status = words?.statusOf(error) ?? this.statusOf(error);
    if (status >= 500) {
      this.logger.error(
        { err: error.cause ?? error, code: error.code, requestId: requestIdOf(request) },
        error.message,
      );
    }
    if (response.headersSent) {
      // Half an answer is on its way: breaking the connection is the only way left to say that it is not whole.
      response.destroy();
      return;
    }
    if (error.retryAfter !== undefined) response.setHeader('Retry-After', Math.ceil(error.retryAfter));
    // A body that was not read to its end would be taken for the next request.
    if (!request.complete) response.setHeader('Connection', 'close');
    response.status(status).json((words?.bodyOf ?? errorBody)(error, requestIdOf(request)));
  }

  protected statusOf({ code }: CutroomError): number {
    return HTTP_STATUS[code];
  }
}
