import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { serveSignedObject } from '#lib/storage';
import type { Services } from '../services.js';

/** Mounts the presigned URLs of the fs driver. Outside Nest's routes: the signature is the guard, bodies are streamed. */
export const serveStorage = (app: NestExpressApplication, { store, config }: Services): void => {
  if (store.driver !== 'fs') return;
  app.use('/storage', (request: Request, response: Response, next: NextFunction) => {
    serveSignedObject(store, request, response, { maxUploadBytes: config.limits.maxAssetBytes }).catch(next);
  });
};
