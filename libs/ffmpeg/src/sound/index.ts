export { makeSound, type RunSound } from './make-sound.js';
export { isSilentAac } from './silence.js';
