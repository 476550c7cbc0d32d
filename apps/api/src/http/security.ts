import type { INestApplication } from '@nestjs/common';
import helmet from 'helmet';
import { type CredentialedDoor, corsRules } from './cors.js';

/** Swagger UI and ReDoc write styles into the page, draw pictures from data: URLs and run a worker from a blob. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  workerSrc: ["'self'", 'blob:'],
  frameAncestors: ["'none'"],
  // Self-hosted behind plain HTTP is a normal way to run this.
  upgradeInsecureRequests: null,
};

export const ALLOWED_HEADERS = [
  'Content-Type',
  'Authorization',
  'Idempotency-Key',
  'X-Request-Id',
  'Last-Event-ID',
  'Range',
];
export const EXPOSED_HEADERS = [
  'X-Request-Id',
  'Retry-After',
  'Location',
  'Content-Range',
  'Accept-Ranges',
  'ETag',
  'X-Video-Duration',
];

/** `*` or the origins themselves, in the form that `cors` takes. */
export const corsOrigin = (origins: readonly string[]): '*' | string[] => (origins.includes('*') ? '*' : [...origins]);

export const secure = (app: INestApplication, origins: readonly string[], door: CredentialedDoor): void => {
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: true, directives: CONTENT_SECURITY_POLICY },
      // Results and events are for pages of other origins too; CORS says which.
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      strictTransportSecurity: false,
    }),
  );
  const general = {
    origin: corsOrigin(origins),
    allowedHeaders: ALLOWED_HEADERS,
    exposedHeaders: EXPOSED_HEADERS,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    maxAge: 600,
  };
  app.enableCors(corsRules(general, door));
};
