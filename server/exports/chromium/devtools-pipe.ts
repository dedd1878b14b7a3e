import type { Readable, Writable } from 'node:stream';

/** One page of a browser, steered by the DevTools protocol. */
export interface Steered {
  /** Asks for something and waits for the answer. @throws Error with what the browser says */
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Resolves with the next event of that name. */
  event(name: string): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Asked {
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Speaks with a browser over two pipes, each message JSON ended by a zero byte (`--remote-debugging-pipe`), so that no port
 * is open to anybody else, and opens a page in it.
 */
export async function steeredPage(input: Writable, output: Readable): Promise<Steered> {
  const asked = new Map<number, Asked>();
  const awaited = new Map<string, (() => void)[]>();
  let last = 0;
  const receive = ({ id, method, result = {}, error }: Message) => {
    if (method !== undefined) {
      for (const tell of awaited.get(method) ?? []) tell();
      awaited.delete(method);
    }
    const waiting = id === undefined ? undefined : asked.get(id);
    if (id === undefined || waiting === undefined) return;
    asked.delete(id);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve(result);
  };
  readMessages(output, receive, (error) => {
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  });
  const ask = (method: string, params: object, session: object) =>
    new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
      last += 1;
      asked.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params, ...session })}\0`);
    });
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' }, {});
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true }, {});
  return {
    send: (method, params = {}) => ask(method, params, { sessionId }),
    event: (name) =>
      new Promise((resolve) => {
        awaited.set(name, [...(awaited.get(name) ?? []), resolve]);
      }),
  };
}

/** Messages may be many megabytes: parts of one are put together only when its end has come. */
function readMessages(
  output: Readable,
  receive: (message: Message) => void,
  fail: (error: Error) => void,
): void {
  let parts: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      parts = [];
      rest = rest.subarray(end + 1);
      try {
        receive(JSON.parse(text) as Message);
      } catch (cause) {
        fail(new Error('The browser said what nobody can read', { cause }));
      }
    }
    parts.push(rest);
  });
}
