import { createSheets } from './forms.ts';
import { type Client, createClient, type Method } from './http-client.ts';
import { benchToken } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';

/** What one run of the load generator is told, as JSON on its command line. */
export interface Load {
  readonly port: number;
  readonly questionnaire: keyof typeof questionnaires;
  /** Respondents at work at the same time. */
  readonly concurrency: number;
  readonly warmUpSeconds: number;
  /** How long is measured; less where the run is stopped before. */
  readonly seconds: number;
  /** The first link nobody has used yet. */
  readonly firstLink: number;
}

/** Milliseconds within which half, 99 of 100, and all were done. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** What a run found, as JSON on its standard output. */
export interface LoadResult {
  /** Begun and finished within the measured seconds. */
  readonly journeys: number;
  readonly seconds: number;
  readonly journey: Times;
  /** The last page's POST, which submits. */
  readonly submission: Times;
  /** Every request of a journey, that one included. */
  readonly request: Times;
  /** Journeys begun, the warm-up included; all of them were finished. */
  readonly linksUsed: number;
  /** Share of one core that making the requests took: near 1, it is the load generator that is being measured. */
  readonly generatorBusy: number;
}

function timesOf(measured: readonly number[]): Times {
  const sorted = [...measured].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), longest: at(1) };
}

/** When each request of a journey was sent and answered, in milliseconds; the last POST is the submission. */
interface Journey {
  readonly started: number;
  readonly finished: number;
  readonly requests: readonly number[];
  readonly submission: number;
}

/** One customer, from the link to the thanks. @throws when an answer is not the one it must be */
async function journey(
  { send }: Client,
  token: string,
  forms: readonly { readonly page: string; readonly body: string }[],
): Promise<Journey> {
  const requests: number[] = [];
  async function expect(path: string, wanted: number, method: Method = 'GET', body?: string) {
    const start = performance.now();
    const { status, location } = await send(method, path, body);
    if (status !== wanted) throw new Error(`${method} ${path} answered ${status}`);
    requests.push(performance.now() - start);
    return location ?? '';
  }
  const address = `/s/${token}`;
  const started = performance.now();
  let path = await expect(address, 303);
  let submission = 0;
  for (const { page, body } of forms) {
    if (path !== `${address}/${page}`) throw new Error(`${path} is not the page ${page}`);
    await expect(path, 200);
    path = await expect(path, 303, 'POST', body);
    submission = requests.at(-1) ?? 0;
  }
  if (path !== `${address}/thanks`) throw new Error(`The last page leads to ${path}`);
  await expect(path, 200);
  return { started, finished: performance.now(), requests, submission };
}

/**
 * Runs respondents, each going through whole journeys one after the other, until the time is up or `stop` says so;
 * whoever has begun then finishes.
 */
export async function runLoad(load: Load, stop?: AbortSignal): Promise<LoadResult> {
  const { concurrency } = load;
  const client = createClient(load.port, concurrency);
  const sheetOf = createSheets(questionnaires[load.questionnaire]);
  const started = performance.now();
  const begin = started + load.warmUpSeconds * 1000;
  let end = begin + load.seconds * 1000;
  stop?.addEventListener('abort', () => {
    end = Math.min(end, performance.now());
  });
  const done: Journey[] = [];
  let link = load.firstLink;

  async function respondent() {
    while (performance.now() < end) {
      const customer = link++;
      done.push(await journey(client, benchToken(customer), sheetOf(customer).forms));
    }
  }
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrency }, respondent));
  const used = process.cpuUsage(before);
  const elapsed = performance.now() - started;
  client.close();
  const measured = done.filter((one) => one.started >= begin && one.finished <= end);
  return {
    journeys: measured.length,
    seconds: (end - begin) / 1000,
    journey: timesOf(measured.map((one) => one.finished - one.started)),
    submission: timesOf(measured.map(({ submission }) => submission)),
    request: timesOf(measured.flatMap(({ requests }) => requests)),
    linksUsed: link - load.firstLink,
    generatorBusy: (used.user + used.system) / 1000 / elapsed,
  };
}
