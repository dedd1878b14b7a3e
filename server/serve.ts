import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { createApp } from './app.ts';

/** A form of a page arrives within a minute even on a bad line; who takes longer is not sending one. */
const serverOptions = { requestTimeout: 60_000, headersTimeout: 20_000, connectionsCheckingInterval: 5_000 };

/** Listens; the promise resolves with the port once requests are answered, and rejects when the port is taken. */
export function listen(
  app: ReturnType<typeof createApp>,
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, hostname: host, port, serverOptions };
    const server = serve(options, (address) => {
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
