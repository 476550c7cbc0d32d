export { currentContext, type LogContext, runWithContext } from './context.js';
export { createLogger, type Logger, type LoggerOptions } from './logger.js';
export { countFailed, createMetrics, type Metrics, type MetricsOptions, type QueueDepthSample } from './metrics.js';
export { NestLogger } from './nest-logger.js';
export { scrubForUser, scrubSecrets } from './scrub.js';
