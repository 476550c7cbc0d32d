export { type DecodedPicture, type DecodeOptions, decodePicture, measurePicture } from './decode.js';
export { type LaidPicture, layPicture } from './lay.js';
export { type PictureFormat, sniffPicture } from './sniff.js';
