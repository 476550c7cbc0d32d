import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { CutroomError } from '#lib/contracts';
import { SERVICES, type Services } from '../services.js';
import { RateWindows } from './rate-windows.js';

const UNLIMITED = 'cutroom:unlimited';

/** For what machines ask all the time: health and metrics. */
export const Unlimited = (): ClassDecorator => SetMetadata(UNLIMITED, true);

/** RATE_LIMIT_PER_MINUTE requests of one client address over all routes; 0 = no limit. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  readonly #limit: number;
  readonly #windows = new RateWindows();
  readonly #reflector = new Reflector();

  constructor(@Inject(SERVICES) { config }: Services) {
    this.#limit = config.limits.rateLimitPerMinute;
  }

  /** @throws CutroomError RATE_LIMITED */
  canActivate(context: ExecutionContext): boolean {
    if (this.#limit === 0 || context.getType() !== 'http') return true;
    if (this.#reflector.get<boolean | undefined>(UNLIMITED, context.getClass()) === true) return true;
    const http = context.switchToHttp();
    const { hits, secondsLeft } = this.#windows.hit(http.getRequest<Request>().ip ?? '');
    http
      .getResponse<Response>()
      .setHeader('X-RateLimit-Limit', this.#limit)
      .setHeader('X-RateLimit-Remaining', Math.max(0, this.#limit - hits))
      .setHeader('X-RateLimit-Reset', secondsLeft);
    if (hits <= this.#limit) return true;
    throw new CutroomError('RATE_LIMITED', 'Too many requests. Try again later.', { retryAfter: secondsLeft });
  }
}
