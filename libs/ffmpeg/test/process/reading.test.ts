import { parseBenchmark } from '../../src/process/benchmark.js';
import { LineSplitter } from '../../src/process/lines.js';
import { ProgressReader } from '../../src/process/progress.js';
import { TextTail } from '../../src/process/stderr-tail.js';

describe('reading what ffmpeg writes', () => {
  it('joins lines that arrive in pieces, and drops one without an end', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line), 10);
    for (const chunk of ['fra', 'me=1\nprog', 'ress=continue\r\n', 'x'.repeat(11), 'y\nlast']) splitter.push(chunk);
    splitter.end();
    expect(lines).toEqual(['frame=1', 'progress=continue', 'y', 'last']);
  });

  it('reports frames once a block, never fewer than before, never NaN', () => {
    const heard: number[] = [];
    const reader = new ProgressReader(({ frames }) => heard.push(frames));
    const blocks = [
      'frame=3',
      'fps=0',
      'progress=continue',
      'frame=N/A',
      'progress=continue',
      'frame=2',
      'progress=continue',
      'frame= 9',
      'progress=end',
    ];
    for (const line of blocks) reader.line(line);
    expect(heard).toEqual([3, 3, 3, 9]);
    expect(reader.frames).toBe(9);
  });

  it('adds user and system time, and knows kB and KiB', () => {
    const text = '[info] bench: utime=1.320s stime=0.095s rtime=1.076s\n[info] bench: maxrss=144240kB\n';
    expect(parseBenchmark(text).cpuSeconds).toBeCloseTo(1.415, 6);
    expect(parseBenchmark(text).maxRssBytes).toBe(144_240 * 1024);
    expect(parseBenchmark('bench: maxrss=7KiB').maxRssBytes).toBe(7168);
    expect(parseBenchmark('killed')).toEqual({ cpuSeconds: 0, maxRssBytes: 0 });
  });

  it('keeps the end of what never ends', () => {
    const tail = new TextTail(5);
    for (const chunk of ['abc', 'def', 'g']) tail.push(chunk);
    expect(tail.text).toBe('cdefg');
  });
});
