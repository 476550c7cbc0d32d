import { logFailedRun } from '../src/render/log-failed-run.js';

describe('the log of a failed run', () => {
  const logged = (args: readonly string[], error: unknown): readonly unknown[] => {
    const lines: unknown[] = [];
    logFailedRun({ warn: (line: unknown) => void lines.push(line) } as Parameters<typeof logFailedRun>[0], args, error);
    return lines;
  };
  const failed = new Error('failed', { cause: { code: 1, signal: null, stderr: '[error] /srv/x/a.mp4: broken' } });

  it('has the command and what it said, and no folder of the machine', () => {
    const args = ['-i', 'file:/srv/work/source-0', '-vf', "scale=iw/2:ih/2,ass='/srv/work/p.ass'", '/srv/work/out.mp4'];
    expect(logged(args, failed)).toEqual([
      {
        command: "ffmpeg -i file:source-0 -vf scale=iw/2:ih/2,ass='p.ass' out.mp4",
        ...{ exit_code: 1, signal: null, stderr: ['(file): broken'] },
      },
    ]);
  });

  it('says nothing of what no program said', () => {
    expect(logged([], new Error('cancelled'))).toEqual([]);
  });
});
