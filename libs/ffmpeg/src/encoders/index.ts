export { chooseEncoders, soundCodecs } from './choose-encoders.js';
