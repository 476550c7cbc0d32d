import { createRequire } from 'node:module';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { openApiDocument } from './document.js';

const REDOC_BUNDLE = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');

const REDOC_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Cutroom API</title>
    <style>body { margin: 0 }</style>
  </head>
  <body>
    <redoc spec-url="/openapi.json" hide-download-button="false"></redoc>
    <script src="/redoc/redoc.standalone.js"></script>
  </body>
</html>
`;

/** /docs, /redoc and /openapi.json: everything from this machine, nothing from a CDN. */
export const serveDocs = (app: NestExpressApplication): void => {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Cutroom API',
  });
  app.use('/redoc/redoc.standalone.js', (_request: Request, response: Response) => {
    response.sendFile(REDOC_BUNDLE, { maxAge: '1d' });
  });
  app.use('/redoc', (_request: Request, response: Response) => {
    response.type('html').send(REDOC_PAGE);
  });
};
