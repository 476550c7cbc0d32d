import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './failure.js';
import { checkPrerequisites } from './prerequisites.js';
import { stopRequests } from './process/stop-requests.js';
import { stackSettings } from './settings.js';
import { type Stack, startStack } from './stack.js';

/** From dist/infra/local up to the repository. */
const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function greet(stack: Stack, dataDir: string, workers: number): void {
  say(`Cutroom is up: ${stack.apiUrl}`);
  say(`  API docs   ${stack.apiUrl}/docs`);
  say(`  health     ${stack.apiUrl}/health/detailed`);
  say(`  workers    ${workers}`);
  say(`  data       ${dataDir}  (logs in ${join(dataDir, 'logs')})`);
  say('Ctrl-C drains the workers and stops everything; the data stays.');
}

async function up(): Promise<void> {
  const { dataDir, host, port, workers } = stackSettings(process.env);
  checkPrerequisites(['ffmpeg', 'ffprobe', ...(process.env['REDIS_URL'] ? [] : ['redis-server'])]);
  const stops = stopRequests();
  let stack: Stack;
  try {
    stack = await startStack({ root, dataDir, host, port, workers, env: process.env, say, signal: stops.first });
  } catch (error) {
    if (stops.first.aborted) {
      say('Stopped before it was up.');
      return;
    }
    throw error;
  }
  greet(stack, dataDir, workers);
  let failure: unknown = null;
  await Promise.race([stops.requested, stack.broken]).catch((error: unknown) => {
    failure = error;
  });
  say('Draining the workers; once more to stop at once.');
  const stopped = stack.stop(failure === null ? 'drain' : 'kill');
  await Promise.race([stopped, stops.urged.then(() => stack.stop('kill'))]);
  if (failure !== null) {
    throw failure;
  }
  say('Stopped. Nothing is left running.');
}

await runCommand(up);
process.exit();
