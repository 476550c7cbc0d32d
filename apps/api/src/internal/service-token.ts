import { createHash, timingSafeEqual } from 'node:crypto';
import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Request } from 'express';
import { CutroomError } from '#lib/contracts';
import { SERVICES, type Services } from '../services.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets through whoever shows INTERNAL_API_TOKEN; everybody where none is set, which production does not allow. */
@Injectable()
export class ServiceTokenGuard implements CanActivate {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  canActivate(context: ExecutionContext): boolean {
    const token = this.services.config.http.internalApiToken;
    if (token === null) return true;
    const shown = bearer(context.switchToHttp().getRequest<Request>().headers.authorization);
    // Digests are of equal length, and comparing them takes as long whatever was shown.
    if (shown !== null && timingSafeEqual(digest(shown), digest(token))) return true;
    throw new CutroomError('UNAUTHORIZED', 'This route is for services that show its token: Authorization: Bearer ….');
  }
}

const bearer = (header: string | undefined): string | null => /^bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;

/** For every controller of /internal/v1. */
export const InternalOnly = (): ClassDecorator => applyDecorators(UseGuards(ServiceTokenGuard), ApiBearerAuth());
