import { checkSource } from './check-source.js';
import { cancelled, notAllowed, tooSlow } from './faults.js';
import { openHttp } from './open-http.js';
import { openObject } from './open-object.js';
import type { FetchedSource, Fetcher, FetcherOptions, FetchToOptions } from './options.js';
import { save } from './save.js';

export function createFetcher(options: FetcherOptions): Fetcher {
  return { fetchTo: (url, destPath, call = {}) => fetchTo(url, destPath, call, options) };
}

async function fetchTo(
  url: string,
  destPath: string,
  call: FetchToOptions,
  options: FetcherOptions,
): Promise<FetchedSource> {
  const problem = checkSource(url, options);
  if (problem !== null) throw notAllowed(problem);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), options.timeoutMs);
  const signal = call.signal === undefined ? deadline.signal : AbortSignal.any([call.signal, deadline.signal]);
  try {
    return await transfer(url, destPath, call, options, signal);
  } catch (error) {
    if (call.signal?.aborted === true) throw cancelled(call.signal);
    throw deadline.signal.aborted ? tooSlow(options.timeoutMs) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function transfer(
  url: string,
  destPath: string,
  call: FetchToOptions,
  options: FetcherOptions,
  signal: AbortSignal,
): Promise<FetchedSource> {
  signal.throwIfAborted();
  const source = url.startsWith('s3://')
    ? await openObject(url, options.objects, signal)
    : await openHttp(url, options, signal);
  try {
    return await save(source, destPath, { maxBytes: options.maxBytes, signal, onBytes: call.onBytes ?? (() => {}) });
  } finally {
    source.close();
  }
}
