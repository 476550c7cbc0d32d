import type { NestExpressApplication } from '@nestjs/platform-express';
import { httpServerOf } from './create-app.js';
import { ProgressHub } from './progress/hub.js';
import type { Services } from './services.js';

const GRACE_MS = 10_000;

/** Milliseconds after which the process ends whatever hangs: who stops an API must wait longer than this before killing it. */
export const API_STOP_BOUND_MS = 20_000;

/** Stops accepting, lets requests in flight finish (≤ 10 s), ends the streams, then lets go of Redis and Postgres. */
export const shutDown = async (app: NestExpressApplication, services: Services): Promise<void> => {
  const lastResort = setTimeout(() => process.exit(1), API_STOP_BOUND_MS);
  const server = httpServerOf(app);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  app.get(ProgressHub).close();
  // Keep-alive connections turn idle one by one as their answers end.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const forced = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(forced);
  await app.close();
  await services.close();
  clearTimeout(lastResort);
};
