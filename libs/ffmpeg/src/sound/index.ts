export { makeSound, type RunSound } from './make-sound.js';
