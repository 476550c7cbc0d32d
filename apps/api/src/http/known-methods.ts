import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ExpressAdapter } from '@nestjs/platform-express';
import type { Application, RequestHandler } from 'express';
import { CutroomError } from '#lib/contracts';

/**
 * A path that exists answers 405 and `Allow` to methods it does not take. Nest calls `onModuleInit` when every door's
 * routes are registered and its own 404 is not: what is registered here is asked after the first and before the latter.
 */
@Injectable()
export class KnownMethods implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<ExpressAdapter>) {}

  onModuleInit(): void {
    const app = this.host.httpAdapter.getInstance<Application>();
    for (const [path, methods] of methodsByPath(app)) app.all(path, refuse(methods));
  }
}

const methodsByPath = ({ router }: Application): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { route } of router.stack) {
    if (route === undefined) continue;
    const methods = found.get(route.path) ?? new Set();
    for (const { method } of route.stack) methods.add(method.toUpperCase());
    // Express answers these with the GET route.
    if (methods.has('GET')) methods.add('HEAD');
    found.set(route.path, methods);
  }
  return found;
};

const refuse = (methods: ReadonlySet<string>): RequestHandler => {
  const allow = [...methods].sort().join(', ');
  return (_request, response, next) => {
    response.setHeader('Allow', allow);
    next(new CutroomError('METHOD_NOT_ALLOWED', `This path takes ${allow} only.`));
  };
};
