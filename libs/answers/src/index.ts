export { type CallbackLogAnswer, callbackLogAnswer } from './callback-log.js';
export { compositionAnswer, errorOf } from './composition.js';
