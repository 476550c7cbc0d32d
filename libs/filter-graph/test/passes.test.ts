import { compile } from '../src/compile.js';
import { audio, audioInput, concatVideo, video, videoInput } from '../src/nodes/builders.js';
import type { AudioPad, VideoPad } from '../src/nodes/node.js';

const written = (...pads: readonly (VideoPad | AudioPad)[]): string =>
  compile(
    [],
    pads.map((pad, index) => ({ name: `out${index}`, pad })),
  ).filterComplex;

describe('a graph', () => {
  it('is written as one chain where filters follow each other', () => {
    const scaled = video('scale', { w: 640, h: 360 }, videoInput(0, 1));
    expect(written(video('setsar', { sar: 1 }, scaled))).toBe('[0:1]scale=w=640:h=360,setsar=sar=1[out0]');
  });

  it('gets a split wherever a pad is read twice, an asplit for sound', () => {
    const seen = video('null', {}, videoInput(0, 0));
    const heard = audio('anull', {}, audioInput(0, 1));
    expect(written(video('hstack', { inputs: 2 }, seen, seen), audio('amix', { inputs: 2 }, heard, heard))).toBe(
      [
        '[0:0]null,split=outputs=2[s1][s2]',
        '[s1][s2]hstack=inputs=2[out0]',
        '[0:1]anull,asplit=outputs=2[s4][s5]',
        '[s4][s5]amix=inputs=2[out1]',
      ].join(';\n'),
    );
  });

  it('splits an input itself, and a pad that is read by a filter and an output', () => {
    const raw = videoInput(3, 0);
    const small = video('scale', { w: 2, h: 2 }, raw);
    expect(written(video('vflip', {}, small), small, video('hflip', {}, raw))).toBe(
      [
        '[3:0]split=outputs=2[s0][s3]',
        '[s0]scale=w=2:h=2,split=outputs=2[s2][out1]',
        '[s2]vflip[out0]',
        '[s3]hflip[out2]',
      ].join(';\n'),
    );
  });

  it('can have one pad as two of its outputs', () => {
    const pad = video('null', {}, videoInput(0, 0));
    expect(written(pad, pad)).toBe('[0:0]null,split=outputs=2[out0][out1]');
  });

  it('is not changed by being written', () => {
    const pad = video('null', {}, videoInput(0, 0));
    const sum = video('hstack', { inputs: 2 }, pad, pad);
    expect(written(sum)).toBe(written(sum));
  });

  it('joins one part without a concat', () => {
    const pad = video('null', {}, videoInput(0, 0));
    expect(concatVideo([pad])).toBe(pad);
  });

  it('does not take sound for picture', () => {
    type Takes<To, From> = From extends To ? true : false;
    const mixUps: readonly [Takes<VideoPad, AudioPad>, Takes<AudioPad, VideoPad>] = [false, false];
    expect(mixUps).toEqual([false, false]);
  });
});
