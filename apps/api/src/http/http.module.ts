import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { KnownMethods } from './known-methods.js';
import { RateLimitGuard } from './rate-limit.js';

/** What every door shares. */
@Module({ providers: [{ provide: APP_GUARD, useClass: RateLimitGuard }, KnownMethods] })
export class HttpModule {}
