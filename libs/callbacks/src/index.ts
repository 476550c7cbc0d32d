export { type CallbackRules, callbackUrlProblem } from './callback-url.js';
export {
  type CallbackPort,
  Courier,
  type CourierOptions,
  type DueCallback,
  type EndpointShare,
  endpointOf,
} from './courier.js';
export { MAX_TRIES, type NextTry, nextTry, RETRY_AFTER_SECONDS } from './schedule.js';
export { type CallbackSender, type CallbackSenderOptions, createSender, type Sent } from './send.js';
export { parseSecret, signatureOf } from './sign.js';
export { verdictOf } from './verdict.js';
