import { DecodeErrors } from '../../src/process/decode-errors.js';

const counted = (...lines: string[]): DecodeErrors => {
  const errors = new DecodeErrors();
  for (const line of lines) errors.line(line);
  return errors;
};

it('counts lost packets by input, repeated ones too, in the words of old and new versions', () => {
  const errors = counted(
    '[error] Error while decoding stream #1:0: Invalid data found when processing input',
    '    Last message repeated 4 times',
    '[vist#0:0/h264 @ 0x55d] [dec:h264 @ 0x55e] [error] Error submitting packet to decoder: Invalid data found',
    '[h264 @ 0x55d] [error] mmco: unref short failure',
    '    Last message repeated 9 times',
    '[info] Stream #2:0 -> #0:0 (h264 (native) -> h264 (libx264))',
  );
  expect([...errors.byInput]).toEqual([
    [1, 5],
    [0, 1],
  ]);
  expect(errors.worst).toBe(1);
});

it('blames nobody where nothing was lost', () => {
  expect(counted('[info] Stream mapping:').worst).toBeNull();
});
