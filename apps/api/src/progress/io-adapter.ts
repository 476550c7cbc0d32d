import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { ALLOWED_HEADERS, corsOrigin } from '../http/security.js';

type CreateServer = IoAdapter['createIOServer'];

/**
 * socket.io on the API's own port. Any instance serves any composition; behind several of them without sticky sessions
 * clients must connect with `transports: ['websocket']`, because long polling needs to meet the same instance again.
 */
export class ProgressIoAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly origins: readonly string[],
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: Parameters<CreateServer>[1]): ReturnType<CreateServer> {
    const own = {
      cors: { origin: corsOrigin(this.origins), allowedHeaders: ALLOWED_HEADERS },
      serveClient: false,
      maxHttpBufferSize: 16 * 1024,
      // Upgrades on other paths belong to the raw WebSocket.
      destroyUpgrade: false,
    };
    return super.createIOServer(port, Object.assign({}, options, own));
  }
}
