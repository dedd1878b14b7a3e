import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './child.ts';
import { machineLine, say, table } from './machine.ts';
import { benchToken, prepareDatabase } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';

/**
 * What a customer's browser loads for the first page, from a real server over HTTP: how to run it and what it says
 * is in README.md.
 */
interface Loaded {
  readonly path: string;
  readonly body: Buffer;
  readonly headerBytes: number;
}

/** One request as a browser makes it. Counts what came over the wire, decompressed by nobody. */
function load(port: number, path: string, encoding: string): Promise<Loaded> {
  const headers = { 'accept-encoding': encoding, 'accept-language': 'zh-CN' };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers }, (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`${path} answered ${reply.statusCode}`));
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () =>
        resolve({ path, body: Buffer.concat(chunks), headerBytes: reply.rawHeaders.join(': ').length }),
      );
    }).on('error', reject);
  });
}

function attributes(html: string, tag: RegExp, name: string): string[] {
  return [...html.matchAll(tag)].flatMap(
    ([found]) => new RegExp(`\\s${name}="([^"]*)"`).exec(found)?.[1] ?? [],
  );
}

/** Everything the page makes a browser fetch, and how many of its scripts it waits for. */
function dependenciesOf(html: string) {
  const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  return {
    files: [
      ...attributes(html, /<link\b[^>]*>/g, 'href'),
      ...attributes(html, /<script\b[^>]*>/g, 'src'),
      ...attributes(html, /<(?:img|source|video|iframe)\b[^>]*>/g, 'src'),
    ],
    scripts: scripts.length,
    waitedFor: scripts.filter((tag) => !/\s(?:defer|async)\b|type="module"/.test(tag)).length,
  };
}

async function weigh(port: number, path: string, encoding: string) {
  const page = await load(port, path, encoding);
  const { files } = dependenciesOf((await load(port, path, 'identity')).body.toString());
  const loaded = [page, ...(await Promise.all(files.map((file) => load(port, file, encoding))))];
  const sum = (of: (each: Loaded) => number) => loaded.reduce((total, each) => total + of(each), 0);
  return {
    requests: loaded.length,
    page: page.body.length,
    all: sum(({ body }) => body.length),
    headers: sum(({ headerBytes }) => headerBytes),
  };
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
try {
  say(machineLine());
  for (const [name, definition] of Object.entries(questionnaires)) {
    const file = join(folder, `${name}.sqlite`);
    await prepareDatabase(file, definition, 1);
    const server = await startServer(file, 'stored');
    const path = `/s/${benchToken(0)}/${definition.pages[0]?.key}`;
    const html = (await load(server.port, path, 'identity')).body.toString();
    const { scripts, waitedFor } = dependenciesOf(html);
    const rows = [];
    for (const [shown, encoding] of [
      ['gzip', 'gzip'],
      ['brotli', 'gzip, br'],
      ['none', 'identity'],
    ] as const) {
      const { requests, page, all, headers } = await weigh(server.port, path, encoding);
      rows.push([shown, requests, kilobytes(page), kilobytes(all), kilobytes(headers)]);
    }
    await server.stop();
    say(`\n${name}, first page: ${scripts} scripts, ${waitedFor} of them waited for\n`);
    say(table(['compression', 'requests', 'page kB', 'all files kB', 'response headers kB'], rows));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
