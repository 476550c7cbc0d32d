import { runCommand } from './failure.js';
import { installPrerequisites } from './prerequisites.js';

/** The demo and the tests always have a Redis of their own; what serves uses the one that `REDIS_URL` names. */
const redisIsElsewhere = process.argv.includes('--serving') && Boolean(process.env['REDIS_URL']?.trim());

await runCommand(async () =>
  installPrerequisites((line) => process.stdout.write(`${line}\n`), redisIsElsewhere ? ['redis-server'] : []),
);
