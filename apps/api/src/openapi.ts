import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { openApiDocument } from './docs/document.js';

/** The OpenAPI document as text, from the code alone: nothing is connected to and nothing listens. */
export const openApiText = async (): Promise<string> => {
  const app = await NestFactory.create(AppModule.forRoot(null), { preview: true, logger: false, abortOnError: false });
  return `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
};
