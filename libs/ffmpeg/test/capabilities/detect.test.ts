import { chmod, writeFile } from 'node:fs/promises';
import { detectCapabilities } from '../../src/capabilities/index.js';
import { codecNames, filterNames, transitionNames, versionOf } from '../../src/capabilities/parse.js';
import { chooseEncoders } from '../../src/encoders/index.js';
import { testLauncher } from '../support/launcher.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();

it('tells what the ffmpeg at hand can do', async () => {
  const launcher = await testLauncher();
  const capabilities = await detectCapabilities(launcher);
  expect(capabilities.ffmpegVersion).toMatch(/\d/);
  expect(capabilities.sandbox).toBe(launcher.sandbox);
  expect(capabilities.encoders).toEqual(expect.arrayContaining(['libx264', 'aac']));
  expect(capabilities.filters).toEqual(expect.arrayContaining(['xfade', 'overlay', 'tpad']));
  expect(capabilities.transitions).toEqual(expect.arrayContaining(['fade', 'wipeleft', 'dissolve', 'pixelize']));
  expect(capabilities.transitions).not.toContain('custom');
  // 46 in 5.1, 58 in later ones.
  expect(capabilities.transitions.length).toBeGreaterThanOrEqual(45);
});

it('tries devices by encoding, and is content with software where none works', async () => {
  const launcher = await testLauncher();
  const { devices, pictures, encoders, ffmpegVersion } = await detectCapabilities(launcher, { gpu: true });
  expect(ffmpegVersion.endsWith(devices.map((name) => `+${name}`).join(''))).toBe(true);
  // Named by the build, but no device behind it; unless this machine has one.
  expect(pictures.get('h264')).toBe(devices.find((name) => name.startsWith('h264')) ?? 'libx264');
  expect(chooseEncoders(encoders).get('h264')).toBe('libx264');
  expect(chooseEncoders(['libx264', 'h264_nvenc'], ['h264_nvenc']).get('h264')).toBe('h264_nvenc');
  expect(chooseEncoders(['libx264', 'h264_nvenc'], []).get('h264')).toBe('libx264');
});

it('names everything that is missing in one error', async () => {
  const poor = dir.path('poor-ffmpeg');
  const script = [
    '#!/bin/sh',
    'case "$*" in',
    // The isolation trial wants to see a file written; it stands in the current directory.
    '  *anullsrc*) : > trial.wav ;;',
    '  *-filters*) echo " T.C overlay           VV->V      Overlay." ;;',
    '  *-encoders*) echo " A....D aac                  AAC" ;;',
    '  *) echo "ffmpeg version 0.1" ;;',
    'esac',
  ];
  await writeFile(poor, script.join('\n'));
  await chmod(poor, 0o755);
  const launcher = await testLauncher({ bin: poor, sandbox: 'none' });
  const error: unknown = await detectCapabilities(launcher).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'PROCESSING_FAILED', transient: false });
  const message = error instanceof Error ? error.message : '';
  for (const part of ['encoder libx264', 'decoder libvpx-vp9', 'filter xfade', 'filter amix'])
    expect(message).toContain(part);
  expect(message).not.toMatch(/filter overlay|encoder aac/);
});

describe('reading the lists of different versions', () => {
  it('takes the name of the version alone', () => {
    expect(versionOf('ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026')).toBe('5.1.9-0+deb12u1');
    expect(versionOf('ffmpeg version n8.1.3 Copyright')).toBe('n8.1.3');
  });

  it('reads filters with three flags and with two, and not the legend', () => {
    const text = [
      'Filters:',
      '  T.. = Timeline support',
      ' T.C overlay           VV->V      Overlay',
      ' TS xfade             VV->V      Fade',
      ' ... amix              N->A       Mix',
    ];
    expect(filterNames(text.join('\n'))).toEqual(['amix', 'overlay', 'xfade']);
  });

  it('reads encoders and not the legend', () => {
    const text = [
      'Encoders:',
      ' V..... = Video',
      ' ------',
      ' V....D libx264              libx264 H.264',
      ' A....D aac                  AAC',
      ' VF...D h264_v4l2-m2m        x',
    ];
    expect(codecNames(text.join('\n'))).toEqual(['aac', 'h264_v4l2-m2m', 'libx264']);
  });

  it('reads transitions up to the next option', () => {
    const text = [
      'xfade AVOptions:',
      '   transition        <int>        ..FV....... set cross fade transition (from -1 to 45) (default fade)',
      '     custom          -1           ..FV....... custom transition',
      '     fade            0            ..FV....... fade transition',
      '     wipeleft        1            ..FV....... wipe left transition',
      '   duration          <duration>   ..FV....... set cross fade duration (default 1)',
      '     zero            0            ..FV....... no transition',
    ];
    expect(transitionNames(text.join('\n'))).toEqual(['fade', 'wipeleft']);
    expect(transitionNames('Unknown filter')).toEqual([]);
  });
});
