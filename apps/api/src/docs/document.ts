import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../version.js';

const DESCRIPTION = `Post a JSON timeline, watch it render, download the video. Times are seconds, decimals allowed.
Unknown fields are errors, and all problems of a request come back at once, each with its JSON pointer.`;

/** What /openapi.json serves and what is checked in as apps/api/openapi.json. */
export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const about = new DocumentBuilder().setTitle('Cutroom').setDescription(DESCRIPTION).setVersion(VERSION);
  return SwaggerModule.createDocument(app, about.build());
};
