import type { NextFunction, Request, Response } from 'express';
import { type Logger, type Metrics, runWithContext } from '#lib/observability';
import { requestIdOf } from './request-id.js';

/** Asked every few seconds by machines: worth a line only when somebody debugs. */
const QUIET = /^\/(health|metrics)/;

/** One line and one measurement for each answer; everything inside runs with the request's id in its log lines. */
export const accessLog =
  (logger: Logger, { httpSeconds }: Metrics) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const begun = performance.now();
    const requestId = requestIdOf(request);
    response.once('close', () => {
      const seconds = (performance.now() - begun) / 1000;
      const status = response.writableFinished ? response.statusCode : 499;
      const { method } = request;
      httpSeconds.observe({ method, route: routeOf(request), status: String(status) }, seconds);
      const path = request.originalUrl.split('?', 1)[0];
      const line = { request_id: requestId, method, path, status, ms: Math.round(seconds * 1000) };
      logger[QUIET.test(request.originalUrl) ? 'debug' : 'info'](line, 'Request');
    });
    runWithContext({ requestId }, next);
  };

/** The pattern, never the path: ids would make a time series each. */
const routeOf = (request: Request): string => {
  const route: unknown = request.route;
  return typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string'
    ? route.path
    : 'other';
};
