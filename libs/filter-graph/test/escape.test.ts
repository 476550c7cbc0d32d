import { execFileSync } from 'node:child_process';
import { escapeValue } from '../src/serialize/escape.js';
import { NASTY_STRINGS } from './nasty-strings.js';

/** What ffmpeg understands by a written value: it is attached to a frame and printed again. */
const readBack = (written: string): string => {
  const graph = `color=s=16x16:d=0.04,metadata=mode=add:key=said:value=${written},metadata=mode=print:key=said:file=-`;
  const args = ['-v', 'error', '-nostdin', '-filter_complex', `${graph}[v]`, '-map', '[v]', '-f', 'null', '-'];
  const printed = execFileSync(process.env['FFMPEG_BIN'] ?? 'ffmpeg', args, { encoding: 'utf8' });
  return printed.slice(printed.indexOf('said=') + 'said='.length, -1);
};

describe('escaping', () => {
  it.each(NASTY_STRINGS.filter((text) => text !== ''))('hands %j to a filter as it is', (text) => {
    expect(readBack(escapeValue(text))).toBe(text);
  });

  it('leaves plain values alone', () => {
    expect(['between(n', '1280x720', 'stereo|c0=c0', '30000/1001', '#ff8800', ''].map(escapeValue)).toEqual([
      ...['between(n', '1280x720', 'stereo|c0=c0', '30000/1001', '#ff8800', ''],
    ]);
  });

  it('survives both readings of ffmpeg', () => {
    expect(escapeValue("a:b'c\\d,e")).toBe("a\\\\:b\\\\\\'c\\\\\\\\d\\,e");
  });
});
