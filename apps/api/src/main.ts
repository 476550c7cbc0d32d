import 'reflect-metadata';
import { ConfigError, loadConfig } from '#lib/config';
import { createApp } from './create-app.js';
import { shutDown } from './shut-down.js';
import { startServices } from './start-services.js';
import { startupProblem } from './startup-problem.js';

const boot = async (): Promise<void> => {
  const config = loadConfig(process.env);
  const services = await startServices(config);
  try {
    const app = await createApp(services);
    await app.listen(config.http.port, config.http.host);
    services.logger.info({ url: await app.getUrl() }, 'The API is up');
    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) return;
        stopping = true;
        services.logger.info({ signal }, 'Stopping');
        void shutDown(app, services).then(() => process.exit(0));
      });
    }
  } catch (error) {
    await services.close();
    throw error;
  }
};

boot().catch((error: unknown) => {
  const lines = error instanceof ConfigError ? error.problems : [startupProblem(error)];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
});
