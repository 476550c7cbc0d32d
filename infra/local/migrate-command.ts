import { runCommand, SetupError } from './failure.js';
import { migrate } from './migrate.js';

await runCommand(async () => {
  const url = process.env['DATABASE_URL']?.trim();
  if (url === undefined || url === '') {
    throw new SetupError('DATABASE_URL is not set. The embedded stack (make up, make demo) migrates by itself.');
  }
  const ran = await migrate(url);
  process.stdout.write(ran.length === 0 ? 'The schema is up to date.\n' : `Migrated: ${ran.join(', ')}\n`);
});
