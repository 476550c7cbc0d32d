import {
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import { currentContext } from './context.js';
import { scrubSecrets } from './scrub.js';

export type { Logger } from 'pino';

export interface LoggerOptions {
  readonly level: LevelWithSilent;
  /** Which process speaks, e.g. `api`. */
  readonly service: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** Fields whose value is never written, at the top and one level down. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'accessKeyId',
  'secretAccessKey',
  'signingSecret',
  'internalApiToken',
  'callbackSecret',
];

/** One JSON object a line, with the ids of the work that wrote it. Errors keep their stack and cause: logs stay inside. */
export function createLogger({ level, service, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    messageKey: 'message',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: contextFields,
    serializers: { err: stdSerializers.errWithCause, error: stdSerializers.errWithCause },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '***' },
    // On the finished line, because secrets hide anywhere: in messages, stacks, and output of ffmpeg.
    hooks: { streamWrite: scrubSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function contextFields(): Record<string, string | number> {
  const { requestId, compositionId, attempt } = currentContext();
  return {
    ...(requestId === undefined ? {} : { request_id: requestId }),
    ...(compositionId === undefined ? {} : { composition_id: compositionId }),
    ...(attempt === undefined ? {} : { attempt }),
  };
}
