import type { CallbackPort } from '#lib/callbacks';
import { Courier, createSender, parseSecret } from '#lib/callbacks';
import { type Config, resolveCallbackSecrets } from '#lib/config';
import type { Logger } from '#lib/observability';

/** Starts to deliver callbacks; null where there is no secret to sign them with, and none is accepted either. */
export async function startCourier(config: Config, port: CallbackPort, logger: Logger): Promise<Courier | null> {
  const secrets = (await resolveCallbackSecrets(config)) ?? [];
  const keys = secrets.flatMap((secret) => parseSecret(secret) ?? []);
  if (keys.length === 0) return null;
  const timeoutMs = config.callbacks.timeoutSeconds * 1000;
  const { publicHosts, ownHosts } = config.callbacks;
  const courier = new Courier({
    port,
    send: createSender({ rules: { publicHosts, ownHosts }, keys, timeoutMs }),
    timeoutMs,
    onTrouble: (error) => logger.warn({ err: error }, 'Callbacks cannot be delivered; trying again'),
  });
  courier.start();
  return courier;
}
