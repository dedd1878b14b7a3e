import { Agent, type IncomingMessage, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly location: string | null;
  /** What is on the page; empty unless it was asked for. */
  readonly text: string;
}

export type Method = 'GET' | 'POST';

/** Asks a server on this machine over keep-alive connections, as a browser does. */
export interface Client {
  /**
   * @param body a form as a browser encodes it
   * @param reading whether the page is wanted as text, which is asked for uncompressed
   * @throws when the connection cannot be made, or breaks before the answer is there
   */
  send(method: Method, path: string, body?: string, reading?: boolean): Promise<Reply>;
  close(): void;
}

/**
 * @param connections so many at most
 * @param cookie sent with every request
 */
export function createClient(port: number, connections: number, cookie?: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const language = { 'accept-language': 'zh-CN,en;q=0.8', ...(cookie === undefined ? {} : { cookie }) };
  const shared = { ...language, 'accept-encoding': 'gzip, deflate, br' };
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://127.0.0.1:${port}` };
  const headersOf = (method: Method, body: string, reading: boolean) => {
    if (method === 'POST') return { ...shared, ...form, 'content-length': Buffer.byteLength(body) };
    return reading ? language : shared;
  };
  return {
    send: (method, path, body = '', reading = false) =>
      new Promise((resolve, reject) => {
        const headers = headersOf(method, body, reading);
        const sent = request({ port, host: '127.0.0.1', agent, method, path, headers });
        sent.on('error', reject).on('response', (reply) => readReply(reply, reading).then(resolve, reject));
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** A redirect was heard once its head is there: a browser follows it, whatever becomes of the rest. */
function readReply(reply: IncomingMessage, reading: boolean): Promise<Reply> {
  const { statusCode: status = 0, headers } = reply;
  return new Promise((resolve, reject) => {
    let text = '';
    const done = () => resolve({ status, location: headers.location ?? null, text });
    reply.on('end', done).on('error', (error) => (status === 303 ? done() : reject(error)));
    if (reading) {
      reply.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
    } else reply.resume();
  });
}
