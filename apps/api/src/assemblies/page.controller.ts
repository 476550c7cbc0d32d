import { createHash } from 'node:crypto';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readOwnFile } from '../own-file.js';

const PAGE = readOwnFile('assemblies/page.html');

/** The page is one file; its script runs because it is this one, and no other does. */
const SCRIPT = createHash('sha256')
  .update(/<script>([\s\S]*)<\/script>/.exec(PAGE)?.[1] ?? '')
  .digest('base64');
const POLICY = `default-src 'self'; script-src 'sha256-${SCRIPT}'; style-src 'unsafe-inline'; frame-ancestors 'none'`;

/** Browse sources, build an assembly, play and download it. */
@ApiExcludeController()
@Controller('assemblies')
export class PageController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', POLICY)
  page(): string {
    return PAGE;
  }
}
