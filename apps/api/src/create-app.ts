import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { NestLogger } from '#lib/observability';
import { AppModule } from './app.module.js';
import { FLAT_ERRORS } from './assemble-video/flat-error.js';
import { ASSEMBLY_ERRORS } from './assemblies/errors.js';
import { serveDocs } from './docs/serve-docs.js';
import { accessLog } from './http/access-log.js';
import { ErrorFilter } from './http/error.filter.js';
import { jsonBody } from './http/json-body.js';
import { returnRequestId } from './http/request-id.js';
import { secure } from './http/security.js';
import { ProgressIoAdapter } from './progress/io-adapter.js';
import type { Services } from './services.js';
import { serveStorage } from './storage/serve-storage.js';

/** Node's own is a minute: far more than a header needs, and each slow one holds a connection. */
const HEADERS_TIMEOUT_MS = 20_000;

/** The whole API over these services, not listening yet. */
export const createApp = async (services: Services): Promise<NestExpressApplication> => {
  const { config, logger, metrics } = services;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(services), {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  app.disable('x-powered-by');
  // Whose address a request is counted under.
  app.set('trust proxy', config.http.trustedProxies);
  app.use(returnRequestId, accessLog(logger, metrics));
  secure(app, config.http.corsOrigins, { path: '/assemble-video', origins: config.assembleVideo.origins });
  serveStorage(app, services);
  app.use(jsonBody(config.limits.maxBodyBytes));
  app.useGlobalFilters(new ErrorFilter(logger, [ASSEMBLY_ERRORS, FLAT_ERRORS]));
  app.useWebSocketAdapter(new ProgressIoAdapter(app, config.http.corsOrigins));
  serveDocs(app);
  await app.init();
  const server = httpServerOf(app);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = config.http.uploadTimeoutSeconds * 1000;
  return app;
};

export const httpServerOf = (app: NestExpressApplication): Server => app.getHttpServer();
