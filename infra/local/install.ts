import { runCommand } from './failure.js';
import { installPrerequisites } from './prerequisites.js';

await runCommand(async () => installPrerequisites((line) => process.stdout.write(`${line}\n`)));
