import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server has taken it. */
export interface TakenMail {
  readonly to: string;
  readonly raw: string;
}

/** A mail server on this machine, with what it has taken. */
export interface SmtpServer {
  readonly url: string;
  readonly taken: TakenMail[];
  close(): Promise<void>;
}

/** Starts a mail server that takes everything, unless it is told otherwise. */
export async function anSmtpServer(options: SMTPServerOptions = {}): Promise<SmtpServer> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        for (const { address } of session.envelope.rcptTo) taken.push({ to: address, raw });
        done();
      });
    },
    ...options,
  });
  // a client that gives up is what some tests are about
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Starts something that listens and says what it is told to each line, which is no whole mail server. */
export async function aRawServer(
  answer: (line: string, socket: Socket) => string | null,
  greeting: string | null = '220 here',
): Promise<Pick<SmtpServer, 'url' | 'close'>> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (greeting !== null) socket.write(`${greeting}\r\n`);
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\r\n').filter((one) => one !== '')) {
        const said = answer(line, socket);
        if (said !== null) socket.write(`${said}\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A part of a mail: its head by name in small letters, and what it holds. */
export interface MailPartRead {
  readonly head: ReadonlyMap<string, string>;
  readonly content: Buffer;
}

/** Every part of a mail that holds something, in order; the first is the mail itself, without content. */
export function mailParts(raw: string): readonly [MailPartRead, ...MailPartRead[]] {
  const [top = '', ...rest] = raw.split(/\r?\n\r?\n/);
  const head = headOf(top);
  const body = rest.join('\r\n\r\n');
  const boundary = /boundary="?([^";]+)"?/.exec(head.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [{ head, content: decoded(body, head) }];
  const inner = body.split(`--${boundary}`).slice(1, -1);
  return [
    { head, content: Buffer.alloc(0) },
    ...inner.flatMap((part) => mailParts(part.replace(/^\r?\n/, ''))),
  ];
}

function headOf(text: string): Map<string, string> {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), wordsIn(line.slice(colon + 1).trim())];
    }),
  );
}

/** RFC 2047: encoded words in a head. */
function wordsIn(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?');
  const bytes: Buffer[] = [];
  let at = 0;
  for (const match of joined.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)) {
    const [whole, how = '', said = ''] = match;
    bytes.push(Buffer.from(joined.slice(at, match.index)));
    bytes.push(how.toLowerCase() === 'b' ? Buffer.from(said, 'base64') : quoted(said.replaceAll('_', ' ')));
    at = match.index + whole.length;
  }
  return Buffer.concat([...bytes, Buffer.from(joined.slice(at))]).toString('utf8');
}

function quoted(text: string): Buffer {
  return Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decoded(body: string, head: ReadonlyMap<string, string>): Buffer {
  const how = (head.get('content-transfer-encoding') ?? '').toLowerCase();
  if (how === 'base64') return Buffer.from(body, 'base64');
  return how === 'quoted-printable' ? quoted(body) : Buffer.from(body);
}
