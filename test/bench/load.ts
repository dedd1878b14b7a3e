import { Agent, type IncomingMessage, request } from 'node:http';
import { createRandom } from '#surveys/random.ts';
import { formsOf, someAnswers } from './forms.ts';
import { benchToken } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';

/** What one run of the load generator is told, as JSON on its command line. */
export interface Load {
  readonly port: number;
  readonly questionnaire: keyof typeof questionnaires;
  /** Respondents at work at the same time. */
  readonly concurrency: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** The first link nobody has used yet. */
  readonly firstLink: number;
}

/** Milliseconds within which half, and 99 of 100, were done. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** What a run found, as JSON on its standard output. */
export interface LoadResult {
  /** Begun and finished within the measured seconds. */
  readonly journeys: number;
  readonly seconds: number;
  readonly journey: Times;
  /** The last page's POST, which submits. */
  readonly submission: Times;
  /** Every other request. */
  readonly other: Times;
  /** Journeys begun, the warm-up included. */
  readonly linksUsed: number;
  /** Share of one core that making the requests took: near 1, it is the load generator that is being measured. */
  readonly generatorBusy: number;
}

function timesOf(measured: readonly number[]): Times {
  const sorted = [...measured].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

interface Reply {
  readonly status: number;
  readonly location: string | null;
}

function client(port: number, concurrency: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const shared = { 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'zh-CN,en;q=0.8' };
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://127.0.0.1:${port}` };
  const send = (method: 'GET' | 'POST', path: string, body = ''): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const headers =
        method === 'POST' ? { ...shared, ...form, 'content-length': Buffer.byteLength(body) } : shared;
      const sent = request({ port, host: '127.0.0.1', agent, method, path, headers });
      sent.on('error', reject).on('response', (reply: IncomingMessage) => {
        reply.on('end', () =>
          resolve({ status: reply.statusCode ?? 0, location: reply.headers.location ?? null }),
        );
        reply.on('error', reject).resume();
      });
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}

/** Runs respondents, each going through whole journeys one after the other, until the time is up. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { port, concurrency } = load;
  const { send, close } = client(port, concurrency);
  const definition = questionnaires[load.questionnaire];
  const random = createRandom('forms');
  const variants = Array.from({ length: 50 }, () => formsOf(definition, someAnswers(random, definition)));
  const begin = performance.now() + load.warmUpSeconds * 1000;
  const end = begin + load.seconds * 1000;
  const found = {
    journeyTimes: [] as number[],
    submitTimes: [] as number[],
    otherTimes: [] as number[],
  };
  let link = load.firstLink;

  async function expect(path: string, wanted: number, method: 'GET' | 'POST' = 'GET', body?: string) {
    const start = performance.now();
    const reply = await send(method, path, body);
    if (reply.status !== wanted) throw new Error(`${method} ${path} answered ${reply.status}`);
    return { time: performance.now() - start, ...reply };
  }

  async function journey(number: number) {
    const others: number[] = [];
    const forms = variants[number % variants.length] ?? [];
    const address = `/s/${benchToken(number)}`;
    const start = performance.now();
    const entry = await expect(address, 303);
    others.push(entry.time);
    let next = entry.location;
    let submit = 0;
    for (const [place, { page, body }] of forms.entries()) {
      const path: string = new URL(next ?? '', `http://127.0.0.1:${port}${address}`).pathname;
      if (!path.endsWith(`/${page}`)) throw new Error(`${path} is not the page ${page}`);
      others.push((await expect(path, 200)).time);
      const sent = await expect(path, 303, 'POST', body);
      if (place === forms.length - 1) submit = sent.time;
      else others.push(sent.time);
      next = sent.location;
    }
    if (!next?.endsWith('/thanks')) throw new Error(`The last page leads to ${next}`);
    others.push((await expect(new URL(next, `http://127.0.0.1:${port}`).pathname, 200)).time);
    const finished = performance.now();
    if (start < begin || finished > end) return;
    found.journeyTimes.push(finished - start);
    found.submitTimes.push(submit);
    found.otherTimes.push(...others);
  }

  async function respondent() {
    while (performance.now() < end) await journey(link++);
  }
  const started = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrency }, respondent));
  const used = process.cpuUsage(before);
  const elapsed = performance.now() - started;
  close();
  return {
    journeys: found.journeyTimes.length,
    seconds: load.seconds,
    journey: timesOf(found.journeyTimes),
    submission: timesOf(found.submitTimes),
    other: timesOf(found.otherTimes),
    linksUsed: link - load.firstLink,
    generatorBusy: (used.user + used.system) / 1000 / elapsed,
  };
}
