import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '#lib/observability';
import { lastLine } from '../../infra/local/process/log-file.js';

describe('lastLine', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cutroom-test-log-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));
  const of = async (content: string): Promise<string> => {
    await writeFile(join(dir, 'log'), content);
    return lastLine(join(dir, 'log'));
  };

  it('gives the words of what the service’s own logger wrote, not its JSON', async () => {
    let written = '';
    const destination = {
      write: (line: string) => {
        written += line;
      },
    };
    const logger = createLogger({ level: 'info', service: 'worker', destination });
    logger.info('Starting');
    logger.fatal({ port: 5432 }, 'The database does not answer');
    expect(await of(written)).toBe('The database does not answer');
  });

  it.each([
    ['{"level":50,"msg":"From another logger"}\n', 'From another logger'],
    ['one\nDATABASE_URL must be a URL\n', 'DATABASE_URL must be a URL'],
    ['TypeError: no: luck\n    at main.js:1\n\nNode.js v20.19.0\n', 'TypeError: no: luck'],
    ['{"no":"words"}', '{"no":"words"}'],
    ['', 'it ended without a word.'],
  ])('reads %j', async (content, words) => {
    expect(await of(content)).toBe(words);
  });
});
