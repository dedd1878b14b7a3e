import { setTimeout as delay } from 'node:timers/promises';
import type { Definition } from '#surveys/definition.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import type { Sheet } from './forms.ts';
import { createClient, type Reply } from './http-client.ts';
import type { Told } from './told.ts';

/**
 * How many milliseconds a customer tries before giving the survey up, which fails the run: many deaths of the server, on
 * a machine so busy that it takes a quarter of a minute to start.
 */
const patience = 600_000;

/** What customers met with. */
export interface Met {
  /** Requests that were answered, and those whose connection could not be made or broke. */
  answered: number;
  brokenOff: number;
  /** Pages sent a second time because nobody knew whether the first had arrived. */
  sentAgain: number;
  /** Times the survey was opened anew by its link, or by the page in the address bar. */
  openedAgain: number;
  /** Pages sent twice at once, as a double tap does. */
  doubleTaps: number;
}

/** Customers who do not give up. */
export interface PatientCustomers {
  /** Lets the customer with a number go from the link to the thanks, however often the server is away meanwhile. */
  answer(customer: number): Promise<void>;
  /** What everybody who has begun was told so far. */
  told(): Told[];
  readonly met: Met;
  /** Sends everybody home. */
  close(): void;
}

interface Visit {
  readonly random: Random;
  readonly entry: string;
  readonly sheet: Sheet;
  readonly told: { customer: number; token: string; pages: Set<string>; thanked: boolean };
}

/** Milliseconds until somebody tries again. */
function pause({ random }: Visit): number {
  return 50 + random.below(350);
}

/** A page as it lies before the customer: its key and where its form goes. */
interface OpenPage {
  readonly key: string;
  readonly action: string;
}

/**
 * Customers as people with a browser are: who gets no answer tries again. Somebody who was looking loads the page
 * again; somebody who was sending sends the same form again, or opens the link once more and goes on where it leads.
 * One in eight taps twice.
 *
 * @param entryOf the address a customer was given: a personal link or an open one
 */
export function createPatientCustomers(
  port: number,
  {
    definition,
    sheetOf,
    entryOf,
  }: {
    readonly definition: Definition;
    readonly sheetOf: (customer: number) => Sheet;
    readonly entryOf: (customer: number) => string;
  },
): PatientCustomers {
  const client = createClient(port, Number.POSITIVE_INFINITY);
  const visits = new Map<number, Visit>();
  let isClosed = false;
  const met: Met = { answered: 0, brokenOff: 0, sentAgain: 0, openedAgain: 0, doubleTaps: 0 };

  /** One request; `null` when there was no answer. */
  async function asked(sending: Promise<Reply>): Promise<Reply | null> {
    try {
      const reply = await sending;
      met.answered += 1;
      return reply;
    } catch (error) {
      if (isClosed) throw error;
      met.brokenOff += 1;
      return null;
    }
  }

  /** Loads an address until it is there, and follows where it leads. `null` when that is the thanks. */
  async function opened(visit: Visit, address: string): Promise<OpenPage | null> {
    let path = address;
    for (const giveUpAt = performance.now() + patience; performance.now() < giveUpAt; ) {
      const reply = await asked(client.send('GET', path, '', true));
      if (reply === null) await delay(pause(visit));
      else if (reply.status === 303) path = reply.location ?? '';
      else if (reply.status === 200) return pageAt(visit, path, reply.text);
      else throw new Error(`GET ${path} answered ${reply.status}`);
    }
    throw new Error(`${path} was not answered for ${patience} ms`);
  }

  function pageAt({ told }: Visit, path: string, text: string): OpenPage | null {
    if (path.endsWith('/thanks')) return null;
    if (told.thanked) throw new Error(`Customer ${told.customer} was thanked and is asked again: ${path}`);
    const action = /<form [^>]*action="([^"]*)"/.exec(text)?.[1] ?? '';
    const { pathname } = new URL(action, `http://127.0.0.1${path}`);
    const [, , token = '', key = ''] = pathname.split('/');
    if (told.pages.has(key)) throw new Error(`${key} was taken in and is asked again: ${path}`);
    told.token = token;
    return { key, action: pathname };
  }

  /** Sends a page, twice at once now and then. `null` when no answer came. */
  async function sent({ random }: Visit, action: string, body: string): Promise<Reply | null> {
    const isDouble = random.below(8) === 0;
    if (isDouble) met.doubleTaps += 1;
    const sendings = Array.from({ length: isDouble ? 2 : 1 }, () => asked(client.send('POST', action, body)));
    const replies = await Promise.all(sendings);
    return replies.find((reply) => reply !== null) ?? null;
  }

  /** Sends a page until it was taken in. @returns where to go on */
  async function takenIn(visit: Visit, { key, action }: OpenPage): Promise<string> {
    const { told, random, sheet, entry } = visit;
    const body = sheet.forms.find(({ page }) => page === key)?.body;
    if (body === undefined) throw new Error(`There is nothing to send at ${action}`);
    for (const giveUpAt = performance.now() + patience; performance.now() < giveUpAt; ) {
      const reply = await sent(visit, action, body);
      if (reply?.status === 303) {
        const next = reply.location ?? '';
        told.pages.add(key);
        if (next.endsWith('/thanks')) told.thanked = true;
        return next;
      }
      if (reply !== null && reply.status !== 503) throw new Error(`POST ${action} answered ${reply.status}`);
      await delay(pause(visit));
      if (random.below(2) === 0) {
        met.openedAgain += 1;
        // an open link would be another customer's; the page itself stands in the address bar
        return entry.startsWith('/o/') ? action : entry;
      }
      met.sentAgain += 1;
    }
    throw new Error(`${action} was not answered for ${patience} ms`);
  }

  return {
    async answer(customer) {
      const entry = entryOf(customer);
      const told = { customer, token: entry.split('/')[2] ?? '', pages: new Set<string>(), thanked: false };
      const visit = { random: createRandom(`visit ${customer}`), entry, sheet: sheetOf(customer), told };
      visits.set(customer, visit);
      let page = await opened(visit, entry);
      while (page !== null) page = await opened(visit, await takenIn(visit, page));
      // whoever finds the thanks by the link, after sending without an answer, is thanked as well
      told.thanked = true;
      for (const { key } of definition.pages) told.pages.add(key);
    },
    told: () => [...visits.values()].map(({ told }) => ({ ...told, pages: new Set(told.pages) })),
    met,
    close() {
      isClosed = true;
      client.close();
    },
  };
}
