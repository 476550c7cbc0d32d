import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CutroomError } from '#lib/contracts';
import type { ErrorWords } from '../http/error.filter.js';
import { requestIdOf } from '../http/request-id.js';
import { HTTP_STATUS } from '../http/status.js';
import { toCutroomError } from '../http/to-cutroom-error.js';
import { SERVICES, type Services } from '../services.js';

export const FLAT_CODES = ['INVALID_METADATA', 'INVALID_REQUEST', 'MISSING_FILES', 'FFMPEG_ERROR', 'TIMEOUT'] as const;
export type FlatCode = (typeof FLAT_CODES)[number];

/** A problem, and where in `metadata` or among the files it is: `scenes[0].imageDuration`, `images[2]`. */
export interface FlatProblem {
  readonly path: string;
  readonly message: string;
}

/** An error in this door's own words. */
export class FlatError extends HttpException {
  constructor(
    readonly code: FlatCode,
    status: number,
    message: string,
    readonly details: readonly FlatProblem[] = [],
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, status, options);
  }
}

/** What the form's own refusals are called here. */
const FORM_CODES: Readonly<Partial<Record<CutroomError['code'], FlatCode>>> = {
  PAYLOAD_TOO_LARGE: 'INVALID_REQUEST',
  VALIDATION_FAILED: 'INVALID_REQUEST',
  UNSUPPORTED_MEDIA_TYPE: 'INVALID_REQUEST',
  TIMEOUT: 'TIMEOUT',
};

/** `{ error, message, details }`: this door's clients know no other shape. */
@Catch()
export class FlatErrorFilter implements ExceptionFilter {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const { status, body, retryAfter } = thrown instanceof FlatError ? flat(thrown) : foreign(toCutroomError(thrown));
    if (status >= 500) {
      const err = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
      this.services.logger.error({ err, code: body.error, requestId: requestIdOf(request) }, body.message);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (retryAfter !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfter));
    // A body that was not read to its end would be taken for the next request.
    if (!request.complete) response.setHeader('Connection', 'close');
    response.status(status).json(body);
  }
}

/** For what goes wrong before a request reaches the door itself. */
export const FLAT_ERRORS: ErrorWords = {
  covers: (path) => path === '/assemble-video',
  statusOf: (error) => foreign(error).status,
  bodyOf: (error) => foreign(error).body,
};

const flat = (error: FlatError) => ({
  status: error.getStatus(),
  body: { error: error.code as string, message: error.message, details: error.details },
  retryAfter: undefined,
});

const foreign = ({ code, message, details, retryAfter }: CutroomError) => {
  const problems = (details.errors ?? []).map((one) => ({ path: one.pointer.slice(1), message: one.message }));
  return {
    // A file of a kind or a form that is none is the client's to mend: 400 here.
    status: code === 'UNSUPPORTED_MEDIA_TYPE' ? 400 : HTTP_STATUS[code],
    body: { error: FORM_CODES[code] ?? code, message, details: problems },
    retryAfter,
  };
};
