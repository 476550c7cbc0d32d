import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLogger, currentContext, type Logger, NestLogger, runWithContext } from '../src/index.js';

type Line = Readonly<Record<string, unknown>>;

function capture(): { readonly logger: Logger; readonly lines: () => readonly Line[]; readonly raw: () => string } {
  const written: string[] = [];
  const logger = createLogger({
    level: 'trace',
    service: 'test',
    destination: { write: (line) => written.push(line) },
  });
  return { logger, lines: () => written.map((line) => JSON.parse(line)), raw: () => written.join('') };
}

describe('createLogger', () => {
  it('writes one JSON object a line, with the ids of the work that wrote it, also after awaiting', async () => {
    const { logger, lines } = capture();
    const work = (requestId: string, compositionId: string) =>
      runWithContext({ requestId }, async () => {
        await nextTurn();
        await runWithContext({ compositionId, attempt: 2 }, async () => {
          await nextTurn();
          logger.info({ frames: 3 }, 'done');
        });
      });
    await Promise.all([work('req_1', 'comp_1'), work('req_2', 'comp_2')]);
    logger.warn('outside');
    expect(lines()).toMatchObject([
      {
        level: 'info',
        service: 'test',
        message: 'done',
        frames: 3,
        request_id: 'req_1',
        composition_id: 'comp_1',
        attempt: 2,
      },
      { request_id: 'req_2', composition_id: 'comp_2' },
      { level: 'warn', message: 'outside' },
    ]);
    expect(lines()[2]).not.toHaveProperty('request_id');
    expect(currentContext()).toEqual({});
  });

  it('writes no secret, wherever it hides', () => {
    const { logger, lines, raw } = capture();
    const cause = new Error('connect postgres://ann:hunter2@db/cutroom');
    logger.error({ err: new Error('PUT http://store/b/k?X-Amz-Signature=hunter2', { cause }) }, 'with "quotes"');
    logger.info(
      { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' }, password: 'hunter2' },
      'Bearer hunter2',
    );
    expect(raw()).not.toContain('hunter2');
    expect(lines()).toMatchObject([
      {
        message: 'with "quotes"',
        err: { message: expect.stringContaining('http://store/b/k?***'), stack: expect.any(String) },
      },
      { headers: { authorization: '***', cookie: '***' }, password: '***' },
    ]);
  });
});

describe('NestLogger', () => {
  it('keeps level, part, error and extras apart', () => {
    const { logger, lines } = capture();
    const nest = new NestLogger(logger);
    nest.log('started', 'Bootstrap');
    nest.error(new Error('broken'), 'the stack', 'Router');
    nest.warn({ odd: true }, 'Guard');
    expect(lines()).toMatchObject([
      { level: 'info', message: 'started', context: 'Bootstrap' },
      { level: 'error', message: 'broken', context: 'Router', extras: ['the stack'], err: { message: 'broken' } },
      { level: 'warn', message: '{"odd":true}', context: 'Guard' },
    ]);
  });
});
