import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ConfigError, loadConfig } from '#lib/config';
import { createLogger, NestLogger } from '#lib/observability';
import { startWorker } from './boot/start-worker.js';
import { WorkerModule } from './health/health.module.js';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger({ level: config.observability.logLevel, service: 'worker' });
  const worker = await startWorker(config, logger);
  const app = await NestFactory.create(WorkerModule.forRoot(worker), { logger: new NestLogger(logger) });
  if (config.queue.workerPort > 0) await app.listen(config.queue.workerPort, config.http.host);
  else await app.init();

  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    // A second Ctrl-C means: now. What runs is taken over by other workers when its lease ends.
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal, running: worker.pool.running }, 'Stopping: running renders finish or are handed back');
    await worker.stop();
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

main().catch((error: unknown) => {
  const reason = error instanceof ConfigError ? error.message : `The worker cannot start: ${messageOf(error)}`;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
