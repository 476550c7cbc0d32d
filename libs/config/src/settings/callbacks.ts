import { list, seconds } from '../parsers.js';
import { optional, withDefault } from '../setting.js';
import { secret } from './values.js';

/** 24 to 64 bytes in base64. Source: Standard Webhooks, "Signature scheme". */
const secrets = list(
  'whsec_ and 24 to 64 bytes in base64; several separated by commas',
  /^whsec_(?=[^=]{32,86}=*$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
);
const hosts = list('host names separated by commas, *.example.com for every name below one', /^(\*\.)?[a-z0-9.-]+$/i);
const publicHosts = list('* or host names separated by commas', /^(\*|(\*\.)?[a-z0-9.-]+)$/i);

/** Whom clients may have told that their work has ended, and how that is signed. */
export const callbacks = {
  callbacks: {
    secrets: optional(
      'CALLBACK_SECRET',
      secrets,
      'Signs callbacks (Standard Webhooks). While it changes: the new and the old one. Made once and kept in DATA_DIR where not set with the `fs` driver outside production; elsewhere no callback is accepted without it.',
      secret,
    ),
    publicHosts: withDefault(
      'CALLBACK_HOSTS',
      publicHosts,
      '*',
      'Hosts on the public internet that `callback_url` may name, by https; * is every one.',
    ),
    ownHosts: withDefault(
      'CALLBACK_OWN_HOSTS',
      hosts,
      '',
      'Hosts of your own network that `callback_url` may name: also by http, on any port, at private addresses.',
    ),
    timeoutSeconds: withDefault('CALLBACK_TIMEOUT', seconds(), '10', 'Seconds one try at a callback may take.'),
  },
} as const;
