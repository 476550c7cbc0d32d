/**
 * Starts nothing but a small host on loopback: services start when the first test asks, so pure tests stay fast,
 * and they all end with this process, whatever ends it.
 */
import { register } from 'node:module';

export default async function globalSetup() {
  register('./ts-hooks.js', import.meta.url);
  const { startServiceHost } = await import(new URL('./service-host.ts', import.meta.url).href);
  const host = await startServiceHost();
  process.env.CUTROOM_TEST_SERVICES = host.url;
  globalThis.__cutroomServiceHost = host;
}
