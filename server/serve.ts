import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { createApp } from './app.ts';

/** Listens; the promise resolves with the port once requests are answered, and rejects when the port is taken. */
export function listen(
  app: ReturnType<typeof createApp>,
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      server.off('error', reject);
      resolve({
        port: address.port,
        close: () =>
          new Promise((closed, failed) => {
            server.close((error) => (error ? failed(error) : closed()));
            (server as Server).closeIdleConnections();
          }),
      });
    });
    server.on('error', reject);
  });
}
