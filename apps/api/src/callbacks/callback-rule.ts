import { callbackUrlProblem } from '#lib/callbacks';
import { type Config, signsCallbacks } from '#lib/config';
import type { Problem } from '#lib/contracts';
import { isObject, TextField } from '../http/fields.js';

const MAX_URL_LENGTH = 2048;

/** `callback_url` of any request: whether it is a text. Where it may lead is asked of `callbackProblems`. */
export const CallbackUrlField = (): PropertyDecorator =>
  TextField({
    max: MAX_URL_LENGTH,
    description: 'Told when it has ended, by a POST signed as Standard Webhooks says. https:// on the public internet.',
    example: 'https://example.com/hooks/cutroom',
  });

export type CallbackCheck = (url: string) => string | null;

/** Says why a client may not have this URL called, or null. */
export const callbackCheck =
  (config: Pick<Config, 'service' | 'callbacks' | 'storage'>): CallbackCheck =>
  (url) =>
    signsCallbacks(config)
      ? callbackUrlProblem(url, config.callbacks)
      : 'cannot be called, since this service has no CALLBACK_SECRET to sign with';

/** What is wrong with where the `callback_url` of a body leads; nothing where it is no text at all. */
export const callbackProblems = (body: unknown, check: CallbackCheck): readonly Problem[] => {
  const url = isObject(body) ? body['callback_url'] : undefined;
  if (typeof url !== 'string' || url === '' || url.length > MAX_URL_LENGTH) return [];
  const message = check(url);
  return message === null ? [] : [{ pointer: '/callback_url', message }];
};

/** As it is stored and called: one spelling for one place. */
export const callbackTarget = (url: string | undefined): string | null => {
  if (url === undefined) return null;
  const target = new URL(url);
  target.hash = '';
  return target.href;
};
