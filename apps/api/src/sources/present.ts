import type { Source } from '#lib/persistence';
import { seconds } from '../assemblies/seconds.js';
import type { SourceAnswer } from './dto.js';

export const sourceAnswer = ({ index, filename, duration, width, height, codec, fileSize }: Source): SourceAnswer => ({
  ...{ index, filename, duration: seconds(duration), resolution: `${width}x${height}`, codec },
  file_size: fileSize,
});
