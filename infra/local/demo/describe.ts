import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { pick, text } from './json.js';

/** What a video file is, in one line: size, picture, duration, counted frames. */
export async function describeVideo(path: string): Promise<string> {
  const fields = 'stream=codec_name,codec_type,width,height,r_frame_rate,nb_read_packets:format=duration';
  const { stdout } = await promisify(execFile)(process.env['FFPROBE_BIN']?.trim() || 'ffprobe', [
    ...['-v', 'error', '-count_packets', '-show_entries', fields, '-of', 'json'],
    `file:${path}`,
  ]);
  const probe: unknown = JSON.parse(stdout);
  const found = pick(probe, 'streams');
  const streams: readonly unknown[] = Array.isArray(found) ? found : [];
  const video = streams.find((stream) => pick(stream, 'codec_type') === 'video');
  const audio = streams.find((stream) => pick(stream, 'codec_type') === 'audio');
  const { size } = await stat(path);
  const [num = '0', den = '1'] = text(pick(video, 'r_frame_rate')).split('/');
  return [
    `${(size / 1e6).toFixed(1)} MB`,
    `${String(pick(video, 'width'))}×${String(pick(video, 'height'))}`,
    `${Number(text(pick(probe, 'format', 'duration'))).toFixed(2)} s`,
    `${text(pick(video, 'nb_read_packets'))} frames at ${Number((Number(num) / Number(den)).toFixed(3))} fps`,
    `${text(pick(video, 'codec_name'))} + ${text(pick(audio, 'codec_name'))}`,
  ].join(', ');
}
