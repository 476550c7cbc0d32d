export type { Config } from './config.js';
export { ConfigError } from './config-error.js';
export { availableCores } from './cores.js';
export { envExample, settingsMarkdown } from './docs.js';
export { loadConfig } from './load.js';
export type { Machine } from './setting.js';
export { resolveCallbackSecrets, resolveSigningSecret, signsCallbacks } from './signing-secret.js';
export { storageSettings } from './storage-settings.js';
