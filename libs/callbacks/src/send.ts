import type { IncomingMessage } from 'node:http';
import type { CallbackAttempt } from '#lib/contracts';
import { isGlobalAddress, isOwnNetworkAddress, pinnedRequest, type Resolver, resolveHost } from '#lib/egress';
import { type CallbackRules, callbackUrlProblem, isOwnHost } from './callback-url.js';
import { signatureOf } from './sign.js';
import { isSuccess } from './verdict.js';

export interface CallbackSenderOptions {
  readonly rules: CallbackRules;
  /** Keys of `parseSecret`, at least one; all of them sign. */
  readonly keys: readonly Buffer[];
  /** For one try, from the look-up of the name to the end of the answer, in milliseconds. */
  readonly timeoutMs: number;
  /** For tests; default: the system's resolver. */
  readonly resolve?: Resolver;
}

export interface Sent {
  readonly webhookId: string;
  readonly url: string;
  readonly body: string;
}

export type CallbackSender = (message: Sent) => Promise<CallbackAttempt>;

/** Of an answer's body, which nobody reads: enough for a polite receiver to finish its sentence. */
const MAX_ANSWER_BYTES = 65_536;

/** Sends a message once. Whatever goes wrong is in what it gives; it never throws. */
export function createSender(options: CallbackSenderOptions): CallbackSender {
  return async (message) => {
    const started = Date.now();
    const signal = AbortSignal.timeout(options.timeoutMs);
    const outcome = await post(message, options, signal).catch((error: unknown) => ({
      status: null,
      error: signal.aborted ? `no answer within ${options.timeoutMs / 1000} s` : reasonOf(error),
    }));
    return { at: new Date(started).toISOString(), ...outcome, duration_ms: Date.now() - started };
  };
}

type Outcome = Pick<CallbackAttempt, 'status' | 'error'>;

async function post({ webhookId, url, body }: Sent, options: CallbackSenderOptions, signal: AbortSignal) {
  const problem = callbackUrlProblem(url, options.rules);
  if (problem !== null) return failure(`the URL ${problem}`);
  const target = new URL(url);
  const own = isOwnHost(target.hostname, options.rules);
  const allowAddress = (address: string): boolean => isGlobalAddress(address) || (own && isOwnNetworkAddress(address));
  const host = await withinTime(resolveHost(target.hostname, { allowAddress, resolve: options.resolve }), signal);
  if (host.kind === 'not_allowed') return failure('the host is not on the public internet');
  if (host.kind === 'unknown') return failure('the host could not be resolved');
  const timestamp = Math.floor(Date.now() / 1000);
  const { answer, close } = await pinnedRequest(target, host.addresses, {
    signal,
    idleTimeoutMs: options.timeoutMs,
    body: Buffer.from(body),
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'webhook-id': webhookId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf({ webhookId, timestamp, body }, options.keys),
    },
  });
  await discard(answer).finally(close);
  return judged(answer.statusCode ?? 0);
}

/** The system's resolver cannot be interrupted, only left behind. */
function withinTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, late]);
}

/** Its status is the whole answer: a body that is too long or breaks off changes nothing. */
async function discard(answer: IncomingMessage): Promise<void> {
  let received = 0;
  try {
    for await (const chunk of answer) {
      received += (chunk as Buffer).length;
      if (received > MAX_ANSWER_BYTES) return;
    }
  } catch {
    // The status arrived.
  }
}

const failure = (error: string): Outcome => ({ status: null, error });

function judged(status: number): Outcome {
  if (isSuccess(status)) return { status, error: null };
  const redirected = status >= 300 && status < 400;
  return { status, error: redirected ? 'redirects are not followed' : `answered with status ${status}` };
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  // A system's code (ECONNREFUSED, CERT_HAS_EXPIRED); the sentence around it may name an address.
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? `the connection failed (${code})` : 'the connection failed';
}
