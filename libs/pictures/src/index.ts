export { type DecodedPicture, type DecodeOptions, decodePicture, measurePicture } from './decode.js';
export { type PictureFormat, sniffPicture } from './sniff.js';
